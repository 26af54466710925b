package dev.florin.portal.settings;

import dev.florin.kernel.Rejection;

final class NoSuchZone extends Rejection {
    NoSuchZone() {
        super(Kind.INVALID, "value_invalid", "There is no such time zone. Choose one of the list.", "timezone");
    }
}
