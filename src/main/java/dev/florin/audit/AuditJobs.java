package dev.florin.audit;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.DayOfWeek;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditJobs {

    private static final Logger log = LoggerFactory.getLogger(AuditJobs.class);
    private static final LocalTime NIGHT = LocalTime.of(2, 40); // in Europe and in India few are at work

    /** What came since the last time; on Sundays all. */
    @Bean
    Task<Void> verifyAudit(Verifier verifier, InstantSource clock) {
        return Tasks.recurring("audit.verify", Schedules.daily(ZoneOffset.UTC, NIGHT))
                .execute((_, _) -> {
                    var today = clock.instant().atOffset(ZoneOffset.UTC).getDayOfWeek();
                    tell(verifier.verifyAll(today == DayOfWeek.SUNDAY));
                });
    }

    private static void tell(Verification verification) {
        verification
                .breaks()
                .forEach(broken -> log.error(
                        "The audit log was tampered with, in chain {}: {} Keep this database and its backups as they are,"
                                + " find out who had access as its owner, and compare entries from {} on with a backup"
                                + " from before; Florin goes on recording behind them.",
                        broken.chain().id(),
                        broken.reason(),
                        broken.seq()));
        if (verification.sound()) {
            log.info(
                    "The audit log is sound: {} entries of {} chains looked at; their ends are {}",
                    verification.entries(),
                    verification.chains(),
                    verification.heads());
        }
    }
}
