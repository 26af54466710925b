package dev.florin.outbound;

import java.net.UnknownHostException;

/** A URL, or an address behind its name, that must not be written to; an exception of the kind that resolvers may throw. */
public final class TargetRefused extends UnknownHostException {

    TargetRefused(String reason) {
        super(reason);
    }

    /** What is wrong with it: the rest of a sentence about the URL. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
