package dev.florin.webhooks;

import dev.florin.kernel.Rejection;
import dev.florin.outbound.TargetRefused;

/** A URL that Florin does not write to. */
final class UrlRefused extends Rejection {
    UrlRefused(TargetRefused refused) {
        super(Kind.INVALID, "url_refused", "'url' %s.".formatted(refused.reason()), "url");
    }
}
