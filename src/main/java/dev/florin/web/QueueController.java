package dev.florin.web;

import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.platform.Backlog;
import dev.florin.platform.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Status", description = "What is going on in the background.")
class QueueController {

    /** A job that is due for longer has nobody to run it. */
    private static final Duration LATE = Duration.ofSeconds(30);

    private final List<Backlog> backlogs;
    private final Jobs jobs;
    private final InstantSource clock;

    QueueController(List<Backlog> backlogs, Jobs jobs, InstantSource clock) {
        this.backlogs =
                backlogs.stream().sorted(Comparator.comparing(Backlog::name)).toList();
        this.jobs = jobs;
        this.clock = clock;
    }

    @GetMapping("/queue/status")
    @Operation(operationId = "getQueueStatus", summary = "How much of yours is under way in the background")
    QueueStatus queue(Tenant tenant) {
        return new QueueStatus(
                "queue_status",
                backlogs.stream().map(backlog -> Queue.of(backlog, tenant)).toList());
    }

    @GetMapping("/test/jobs/status")
    @Operation(
            operationId = "getJobsStatus",
            summary = "Whether this installation's background jobs run; with a key of test mode alone")
    JobsStatus jobs(Tenant tenant) {
        if (tenant.live()) {
            throw new TestModeOnly();
        }
        List<JobBody> all = jobs.all().stream().map(JobBody::of).toList();
        Instant late = clock.instant().minus(LATE);
        boolean runs = jobs.all().stream()
                .noneMatch(job -> !job.running() && job.dueAt().isBefore(late));
        return new JobsStatus("jobs_status", runs ? "running" : "late", all);
    }

    record QueueStatus(String object, List<Queue> queues) {}

    record Queue(
            String name,
            @Schema(description = "Waiting or under way") long pending,

            @Schema(description = "Unix seconds; null when nothing waits") @Nullable
            Long oldestSince) {

        static Queue of(Backlog backlog, Tenant tenant) {
            var waiting = backlog.of(tenant);
            Instant oldest = waiting.oldest();
            return new Queue(backlog.name(), waiting.pending(), oldest == null ? null : oldest.getEpochSecond());
        }
    }

    record JobsStatus(
            String object,

            @Schema(description = "'running', or 'late' when a job is due and nobody runs it", example = "running")
            String workerStatus,

            List<JobBody> jobs) {}

    record JobBody(
            String name,
            boolean running,
            @Schema(description = "Unix seconds") long dueAt,

            @Schema(description = "Unix seconds") @Nullable Long lastSuccess,

            @Schema(description = "Since the last success") int failures) {

        static JobBody of(Jobs.Job job) {
            Instant success = job.lastSuccess();
            return new JobBody(
                    job.name(),
                    job.running(),
                    job.dueAt().getEpochSecond(),
                    success == null ? null : success.getEpochSecond(),
                    job.failures());
        }
    }

    static final class TestModeOnly extends Rejection {
        TestModeOnly() {
            super(Kind.NOT_FOUND, "test_mode_only", "This is for keys of test mode alone.");
        }
    }
}
