package dev.florin.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.florin.FlorinTest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@FlorinTest
@Import(PlatformTests.Jobs.class)
class PlatformTests {

    @TestConfiguration(proxyBeanMethods = false)
    static class Jobs {
        @Bean
        CompletableFuture<Thread> ran() {
            return new CompletableFuture<>();
        }

        @Bean
        Task<Void> note(CompletableFuture<Thread> ran) {
            return Tasks.recurring("platform.note", FixedDelay.ofHours(1))
                    .execute((_, _) -> ran.complete(Thread.currentThread()));
        }
    }

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DatabaseOwner owner;

    @Autowired
    CompletableFuture<Thread> ran;

    @Autowired
    Migrations migrations;

    @Test
    void aTaskThatAModuleDeclaresRunsOnAVirtualThread() throws Exception {
        assertThat(ran.get(10, SECONDS).isVirtual()).isTrue();
    }

    @Test
    void aSessionGivesUpWhatHangsAndSpeaksUtc() {
        assertThat(setting("statement_timeout")).isEqualTo("30s");
        assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("30s");
        assertThat(setting("TimeZone")).isEqualTo("UTC");
    }

    @Test
    void theRootsScriptsComeFirstAndGoIntoThePublicSchema() {
        assertThat(JdbcClient.create(owner.dataSource())
                        .sql("select count(*) from public.flyway_schema_history where success")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void scriptsThatHaveRunAreNotAskedForAgain() throws Exception {
        JdbcClient.create(owner.dataSource())
                .sql("update public.flyway_schema_history set checksum = 0 where version = '1'")
                .update();

        migrations.afterPropertiesSet(); // or else Flyway would complain
    }

    private String setting(String name) {
        return jdbc.sql("select current_setting(?)")
                .param(name)
                .query(String.class)
                .single();
    }
}
