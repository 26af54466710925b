package dev.florin.checkout;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can be tried in test mode with one click. The numbers are the sandbox's, see docs/sandbox.md. */
enum Scenario {
    SUCCESS("4242424242424242"),
    DECLINED("4000000000000002"),
    FUNDS("4000000000009995"),
    SECURE("4000002500003155"),
    CVC("4000000000000127"),
    SLOW("4000090000000086");

    private final String number;

    Scenario(String number) {
        this.number = number;
    }

    static @Nullable Scenario of(@Nullable String name) {
        for (Scenario scenario : values()) {
            if (scenario.wire().equals(name)) {
                return scenario;
            }
        }
        return null;
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In groups of four. */
    public String number() {
        return number.replaceAll("(.{4})(?!$)", "$1 ");
    }
}
