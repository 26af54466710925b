package dev.florin.platform;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
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
    private static final Pattern PACKAGES = Pattern.compile("[\\w.]+\\.(?=[\\w$]+)");

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

        /** As people read it. */
        public String title() {
            return switch (this) {
                case PUBLISHED -> "Published";
                case RESUBMITTED -> "Resubmitted";
                case FAILED -> "Failed";
                case DEAD -> "Dead";
                case DISMISSED -> "Dismissed";
            };
        }

        /** How a page marks it. */
        public String style() {
            return switch (this) {
                case PUBLISHED, RESUBMITTED, DISMISSED -> "";
                case FAILED -> "wait";
                case DEAD -> "bad";
            };
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

    /** What lets this one through, as it now stands, and no other. */
    public Outbox.Filter itself() {
        return new Outbox.Filter(status, listener, null, null, id);
    }

    /** The module that listens. */
    public String module() {
        return moduleOf(listener);
    }

    /** The listener without its packages. */
    public String shortListener() {
        return shortOf(listener);
    }

    /** The event's class without its packages. */
    public String shortEvent() {
        return shortOf(event);
    }

    /** The first line of why it failed; null where that is not known. */
    public @Nullable String summary() {
        return failure == null ? null : failure.lines().findFirst().orElse("");
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
        if (parameters < 0) {
            return afterPackage(name, 0);
        }
        String method = afterPackage(name.substring(0, parameters), 1);
        return method.concat(PACKAGES.matcher(name.substring(parameters)).replaceAll(""));
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
