package dev.florin.members;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody is signed in.
 *
 * @param handle by which to end it; tells nothing of the session's own id
 * @param ip from where they signed in
 * @param browser with what, as it calls itself
 * @param current whether it is the one that asks
 */
public record SessionView(
        String handle,
        @Nullable String ip,
        @Nullable String browser,
        Instant since,
        Instant lastSeen,
        boolean current) {

    /** For people: {@code Firefox on Linux}, as far as it says so. */
    public String browserName() {
        String said = browser == null ? "" : browser;
        String name = first(
                said, "Edg/", "Edge", "OPR/", "Opera", "Firefox/", "Firefox", "Chrome/", "Chrome", "Safari/", "Safari");
        String system = first(
                said, "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS", "macOS",
                "Linux", "Linux");
        return (name.isEmpty() ? "A browser" : name) + (system.isEmpty() ? "" : " on " + system);
    }

    /** @param marks what it may contain, each followed by what that means */
    private static String first(String said, String... marks) {
        for (int i = 0; i < marks.length; i += 2) {
            if (said.contains(marks[i])) {
                return marks[i + 1];
            }
        }
        return "";
    }
}
