package dev.florin.platform;

import org.jspecify.annotations.Nullable;

/**
 * Who did what for whom, and how long it took, across threads, commits and programs (W3C Trace Context). Off, and then
 * next to free, unless {@code florin.tracing.endpoint} says where to send it. Nothing about cards or customers, no
 * secrets and no bodies go into it.
 */
public interface Traces {

    /** Off. */
    Traces NONE = new Traces() {
        @Override
        public Span begin(String name, Kind kind, @Nullable String parent) {
            return Span.NONE;
        }

        @Override
        public boolean on() {
            return false;
        }
    };

    /** What a span is to the other side of it. */
    enum Kind {
        /** Somebody asked us. */
        SERVER,
        /** We ask somebody. */
        CLIENT,
        /** Nobody else is there. */
        INTERNAL
    }

    boolean on();

    /**
     * Opens a span in this thread, until it is closed. What runs meanwhile is a part of it, also in threads to which
     * {@link Mentions} are carried.
     *
     * @param parent {@link #traceparent} of what it is a part of, as a row or a request told it; null for what is open in
     *     this thread, or a new trace if nothing is
     */
    Span begin(String name, Kind kind, @Nullable String parent);

    /** As a part of what is open in this thread. */
    default Span begin(String name, Kind kind) {
        return begin(name, kind, null);
    }

    /** What is open in this thread and is kept, to be stored or sent along; null if nothing is. */
    default @Nullable String traceparent() {
        return on() && Mentions.get(Mentions.TRACE) != null ? Mentions.get(Mentions.TRACEPARENT) : null;
    }

    /** Something that takes time. To be closed by the thread that began it. */
    interface Span extends AutoCloseable {

        /** Is nothing. */
        Span NONE = new Span() {
            @Override
            public void name(String name) {}

            @Override
            public void note(String key, String value) {}

            @Override
            public void fail(String why) {}

            @Override
            public void close() {}
        };

        /** A better name than the first, of which there are only ever a few. */
        void name(String name);

        /** Something worth knowing about it: an id, a status; never what a customer typed. */
        void note(String key, String value);

        /** @param why in a word */
        void fail(String why);

        @Override
        void close();
    }
}
