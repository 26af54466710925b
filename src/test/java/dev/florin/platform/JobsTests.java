package dev.florin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.florin.FlorinTest;
import dev.florin.kernel.Rejection;
import dev.florin.platform.Jobs.Key;
import dev.florin.platform.Jobs.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What admins see of jobs, and what they can do about them, with jobs that really fail and really run. */
@FlorinTest
@Import(JobsTests.Tried.class)
class JobsTests {

    private static final Key FAILS = new Key("test.fails", "recurring");
    private static final Key RUNS = new Key("test.runs", "recurring");

    @TestConfiguration(proxyBeanMethods = false)
    static class Tried {
        @Bean
        AtomicInteger runs() {
            return new AtomicInteger();
        }

        @Bean
        CountDownLatch end() {
            return new CountDownLatch(1);
        }

        @Bean
        Slow slow() {
            return new Slow();
        }

        @Bean
        Task<Void> slowTask(Slow slow) {
            return Tasks.recurring("test.slow", FixedDelay.ofHours(2)).execute((_, _) -> slow.run());
        }

        @Bean
        Task<Void> failingTask(AtomicInteger runs) {
            return Tasks.recurring("test.fails", FixedDelay.ofHours(2)).execute((_, _) -> {
                runs.incrementAndGet();
                throw new IllegalArgumentException("No statement for 4242424242424242 of asha@shop.example");
            });
        }

        @Bean
        Task<Void> runningTask(CountDownLatch end) {
            return Tasks.recurring("test.runs", FixedDelay.ofMinutes(1)).execute((_, _) -> {
                try {
                    end.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** A job that ends when the test says so. */
    static final class Slow {
        private final AtomicInteger begun = new AtomicInteger();
        private final CountDownLatch end = new CountDownLatch(1);

        void run() {
            begun.incrementAndGet();
            try {
                end.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Autowired
    Jobs jobs;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Slow slow;

    @Autowired
    AtomicInteger runs;

    @Autowired
    CountDownLatch end;

    @Test
    void whatAJobFailedWithIsKeptAndItRunsAgainAtOnce() {
        JobView failed =
                await().atMost(Duration.ofSeconds(20)).until(() -> jobs.find(FAILS), job -> job.failure() != null);
        assertThat(failed.failures()).isEqualTo(1);
        assertThat(failed.schedule()).isEqualTo("every 2 hours");
        JobView.Failure failure = Objects.requireNonNull(failed.failure());
        assertThat(failure.text())
                .startsWith(
                        "java.lang.IllegalArgumentException: No statement for 424242******4242 of a***@shop.example")
                .contains("at dev.florin.platform.JobsTests");
        assertThat(failure.ranOn()).isEqualTo(Instance.name());
        assertThat(jobs.list(Kind.FAILING, null, 10).data())
                .extracting(JobView::name)
                .contains("test.fails");

        jobs.runNow(FAILS);

        await().atMost(Duration.ofSeconds(20)).until(() -> runs.get() == 2);
        await().untilAsserted(() -> {
            JobView again = jobs.find(FAILS);
            assertThat(again.failures())
                    .as("counted anew since it was run by hand")
                    .isEqualTo(1);
            assertThat(Objects.requireNonNull(again.failure()).at()).isAfter(failure.at());
        });
        assertThat(jobs.counts().failing()).isPositive();
    }

    @Test
    void aJobThatRunsIsSeenToRunAndIsLeftAlone() {
        JobView running = await().atMost(Duration.ofSeconds(20)).until(() -> jobs.find(RUNS), JobView::running);
        assertThat(running.runningOn()).isEqualTo(Instance.name());
        assertThat(running.schedule()).isEqualTo("every minute");

        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> jobs.runNow(RUNS))
                .extracting(Rejection::code)
                .isEqualTo("job_running");
        end.countDown();

        await().atMost(Duration.ofSeconds(20)).until(() -> !jobs.find(RUNS).running());
        Instant later = Instant.parse("2100-01-01T00:00:00Z");
        jobs.reschedule(RUNS, later);
        assertThat(jobs.find(RUNS).dueAt()).isEqualTo(later);
    }

    /** As its own heartbeats come too late, an instance thinks that somebody who died has had the job. */
    @Test
    void aJobThatSeemsDeadIsNotRunOnceMoreByWhoeverRunsIt() {
        await().atMost(Duration.ofSeconds(20)).until(() -> slow.begun.get() == 1);
        long before = version();
        jdbc.sql("""
                update public.scheduled_tasks set version = version + 1, last_heartbeat = now() - interval '1 minute'
                where task_name = 'test.slow'
                """).update();

        // taken from the dead, picked, and put off
        await().atMost(Duration.ofSeconds(30)).until(() -> version() >= before + 4);
        assertThat(slow.begun).hasValue(1);

        slow.end.countDown();
        await().atMost(Duration.ofSeconds(40)).until(() -> slow.begun.get() == 2);
    }

    private long version() {
        return jdbc.sql("select version from public.scheduled_tasks where task_name = 'test.slow'")
                .query(Long.class)
                .single();
    }

    @Test
    void everyRecurringJobOfFlorinsSaysWhenItRuns() {
        await().untilAsserted(() -> assertThat(jobs.list(Kind.ALL, null, 100).data())
                .hasSizeGreaterThan(10)
                .allSatisfy(job -> {
                    assertThat(job.known()).isTrue();
                    assertThat(job.schedule()).matches("every .+|daily at .+");
                }));
    }

    @Test
    void aJobThatIsNotThereIsNotFound() {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> jobs.runNow(new Key("no.such", "recurring")))
                .extracting(Rejection::code)
                .isEqualTo("job_not_found");
    }
}
