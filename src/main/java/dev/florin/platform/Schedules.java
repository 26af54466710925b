package dev.florin.platform;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** When jobs recur, in words. db-scheduler tells it by {@code toString} alone. */
final class Schedules {

    private static final Pattern DELAY = Pattern.compile("duration=(P[0-9A-Z.]+)");
    private static final Pattern DAILY = Pattern.compile("times=\\[?([0-9:, ]+)]?,? ?zone=([\\w/+:-]+)");
    private static final Pattern CRON = Pattern.compile("pattern=([^,}\\]]+)");

    private Schedules() {}

    /** Null if it does not recur. */
    static @Nullable String words(Task<?> task) {
        if (!(task instanceof RecurringTask<?>)) {
            return null;
        }
        String told = task.toString();
        Matcher delay = DELAY.matcher(told);
        if (delay.find()) {
            return every(delay.group(1));
        }
        Matcher daily = DAILY.matcher(told);
        if (daily.find()) {
            return "daily at " + daily.group(1).strip() + " " + (daily.group(2).equals("Z") ? "UTC" : daily.group(2));
        }
        Matcher cron = CRON.matcher(told);
        return cron.find() ? "by cron " + cron.group(1).strip() : "recurring";
    }

    private static String every(String iso) {
        try {
            Duration pause = Duration.parse(iso);
            long seconds = pause.toSeconds();
            if (seconds == 0) {
                return "every " + pause.toMillis() + " ms";
            }
            return seconds % 86_400 == 0
                    ? every(seconds / 86_400, "day")
                    : seconds % 3600 == 0
                            ? every(seconds / 3600, "hour")
                            : seconds % 60 == 0 ? every(seconds / 60, "minute") : every(seconds, "second");
        } catch (DateTimeParseException _) {
            return "every " + iso;
        }
    }

    private static String every(long count, String unit) {
        return count == 1 ? "every " + unit : "every " + count + " " + unit + "s";
    }
}
