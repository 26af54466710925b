package dev.florin.platform;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to one listener, for people.
 *
 * @param listener the method that is to hear it, as {@code package.Class.method(package.Event)}
 * @param event the class of the event
 * @param payload the event as JSON, masked
 * @param attempts how often the listener was called; since somebody had it tried anew, if somebody has
 * @param resubmittedAt when it was called again last
 * @param failure why it failed last, with the stack, masked; null where it has not, or nobody lived to tell
 * @param endedAt when it was put aside, or dismissed
 * @param dismissal why it was dismissed; null if it was not
 */
public record PublicationView(
        UUID id,
        String listener,
        String event,
        String payload,
        Status status,
        Instant publishedAt,
        int attempts,
        @Nullable Instant resubmittedAt,
        @Nullable String failure,
        @Nullable Instant failedAt,
        @Nullable Instant endedAt,
        @Nullable String dismissal) {

    private static final String BASE = "dev.florin.";

    /** How far it has got. That a listener is at work on it is not written down. */
    public enum Status {
        /** The listener was called for the first time, or is about to be. */
        PUBLISHED,
        /** The listener was called again. */
        RESUBMITTED,
        /** The listener will be called again within seconds. */
        FAILED,
        /** The listener failed ten times; it waits for a person. */
        DEAD,
        /** A person has decided that nothing is to be done about it. */
        DISMISSED;

        /** As URLs write it. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The status by that name; empty if there is none. */
        public static Optional<Status> of(String wire) {
            for (Status status : values()) {
                if (status.wire().equals(wire)) {
                    return Optional.of(status);
                }
            }
            return Optional.empty();
        }

        /** Whether its publications are still tried by themselves. */
        boolean isAlive() {
            return this != DEAD && this != DISMISSED;
        }
    }

    /** The module that listens. */
    public String module() {
        return moduleOf(listener);
    }

    /** The module that a class, or a listener, belongs to; its package outside of the house. */
    public static String moduleOf(String name) {
        String inside = name.startsWith(BASE) ? name.substring(BASE.length()) : name;
        int dot = inside.indexOf('.');
        return dot < 0 ? inside : inside.substring(0, dot);
    }

    /** {@code Reporter.on(OrderPaid)}: a listener, or the class of an event, without its packages. */
    public static String shortOf(String name) {
        int parameters = name.indexOf('(');
        return parameters < 0
                ? afterPackage(name, 0)
                : afterPackage(name.substring(0, parameters), 1)
                        + name.substring(parameters).replaceAll("[\\w.]+\\.(?=[\\w$]+)", "");
    }

    /** @param more how many names beside the last belong to it */
    private static String afterPackage(String name, int more) {
        int start = name.length();
        for (int i = 0; i <= more && start >= 0; i++) {
            start = name.lastIndexOf('.', start - 1);
        }
        return name.substring(start + 1);
    }
}
