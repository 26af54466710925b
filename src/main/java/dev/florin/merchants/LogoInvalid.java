package dev.florin.merchants;

import dev.florin.kernel.Rejection;

final class LogoInvalid extends Rejection {
    LogoInvalid(String rule) {
        super(Kind.INVALID, "logo_invalid", "A logo %s.".formatted(rule), "logo");
    }
}
