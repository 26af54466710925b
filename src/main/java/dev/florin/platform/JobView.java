package dev.florin.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job, for people.
 *
 * @param name of the task
 * @param instance of the task: {@code recurring} where there is but one
 * @param schedule in words; null if it does not recur, or no code of this version knows it
 * @param known whether this version has code for it
 * @param runningOn which instance of Florin has it in hand; null if none does
 * @param heartbeatAt when that one last said that it is alive
 * @param dueAt when it runs next; while it runs, when it was to
 * @param failures since the last success
 * @param failure what it failed with last, with the stack, masked; null if it has not, or that is long ago
 */
public record JobView(
        String name,
        String instance,
        @Nullable String schedule,
        boolean known,
        @Nullable String runningOn,
        @Nullable Instant heartbeatAt,
        Instant dueAt,
        @Nullable Instant lastSuccess,
        @Nullable Instant lastFailure,
        int failures,
        @Nullable Failure failure) {

    /** @param ranOn the instance of Florin; null if it was not told */
    public record Failure(Instant at, long tookMs, @Nullable String ranOn, String text) {

        /** The first line. */
        public String summary() {
            return text.lines().findFirst().orElse("");
        }
    }

    public boolean running() {
        return runningOn != null;
    }

    /** The module that it belongs to, by its name. */
    public String module() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
