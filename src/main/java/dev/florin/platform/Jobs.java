package dev.florin.platform;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Rejection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What db-scheduler runs for all instances together. */
@Component
public class Jobs {

    private final JobRepository jobs;
    private final ObjectProvider<SchedulerClient> scheduler;
    private final InstantSource clock;

    Jobs(JobRepository jobs, ObjectProvider<SchedulerClient> scheduler, InstantSource clock) {
        this.jobs = jobs;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** All of them, by name. */
    public List<Job> all() {
        return jobs.all();
    }

    /** How many there are, of each kind at most {@link Outbox#COUNTED}, which means that many or more. */
    public Counts counts() {
        return jobs.counts(clock.instant());
    }

    /** By name. @param after the last one of the page before; null for the first page */
    public Page<JobView> list(Kind kind, @Nullable Key after, int limit) {
        List<JobView> read = jobs.list(kind, after, limit + 1);
        boolean more = read.size() > limit;
        return new Page<>(more ? read.subList(0, limit) : read, more, false);
    }

    /** @throws Rejection {@code job_not_found} */
    public JobView find(Key key) {
        return jobs.find(key).orElseThrow(() -> new JobNotFound(key));
    }

    /**
     * Has a job run as soon as an instance has a hand free, which is within about a second; when it recurs, its next run
     * is counted from that one, and its failures are counted anew. Of several that ask at once all get the one run.
     *
     * @throws Rejection {@code job_not_found}; {@code job_running}, then nothing has changed
     */
    public void runNow(Key key) {
        reschedule(key, clock.instant());
    }

    /**
     * Has a job run next at {@code at}, which may be past.
     *
     * @throws Rejection {@code job_not_found}; {@code job_running}, then nothing has changed
     */
    public void reschedule(Key key, Instant at) {
        try {
            scheduler.getObject().reschedule(TaskInstanceId.of(key.name(), key.instance()), at);
        } catch (TaskInstanceNotFoundException _) {
            throw new JobNotFound(key);
        } catch (TaskInstanceCurrentlyExecutingException _) {
            throw new JobRunning(key);
        }
    }

    /** @param instance of the task: {@code recurring} where there is but one */
    public record Key(String name, String instance) {}

    /** Which jobs a list shows. */
    public enum Kind {
        ALL,
        RUNNING,
        /** Failed, and has not succeeded since. */
        FAILING;

        /** As URLs write it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** As people read it. */
        public String title() {
            return switch (this) {
                case ALL -> "All";
                case RUNNING -> "Running";
                case FAILING -> "Failing";
            };
        }

        /** The kind by that name; empty if there is none. */
        public static Optional<Kind> of(String wire) {
            return List.of(values()).stream()
                    .filter(kind -> kind.wire().equals(wire))
                    .findAny();
        }
    }

    /** @param late due for more than half a minute, and nobody runs them */
    public record Counts(long all, long running, long failing, long late) {

        public long of(Kind kind) {
            return switch (kind) {
                case ALL -> all;
                case RUNNING -> running;
                case FAILING -> failing;
            };
        }
    }

    /**
     * @param running true while an instance has it in hand
     * @param dueAt when it runs next, or was to
     * @param failures since the last success
     */
    public record Job(
            String name,
            boolean running,
            Instant dueAt,
            @Nullable Instant lastSuccess,
            @Nullable Instant lastFailure,
            int failures) {}

    static final class JobNotFound extends Rejection {
        JobNotFound(Key key) {
            super(
                    Kind.NOT_FOUND,
                    "job_not_found",
                    "There is no job %s (%s): it is done, perhaps.".formatted(key.name(), key.instance()));
        }
    }

    static final class JobRunning extends Rejection {
        JobRunning(Key key) {
            super(
                    Kind.CONFLICT,
                    "job_running",
                    "%s is running just now. Nothing was changed; ask again when it has ended.".formatted(key.name()));
        }
    }
}
