package dev.florin.gateways.sandbox;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Acquirers on ports of their own that decide at once. */
public final class SandboxFixture {

    private SandboxFixture() {}

    public static SandboxAcquirer start(Path log) {
        return start(log, 0, null);
    }

    public static SandboxAcquirer start(Path log, int port, @Nullable URI callbacks) {
        return start(log, port, callbacks, SandboxOptions.Callbacks.ALL);
    }

    static SandboxAcquirer start(Path log, int port, @Nullable URI callbacks, SandboxOptions.Callbacks which) {
        return new SandboxAcquirer(
                new SandboxOptions(
                        "127.0.0.1",
                        port,
                        log,
                        SandboxOptions.DEFAULT_KEY,
                        null,
                        callbacks,
                        which,
                        SandboxOptions.DEFAULT_CALLBACK_SECRET,
                        true,
                        true,
                        Duration.ZERO,
                        Duration.ofSeconds(2),
                        null),
                InstantSource.system());
    }
}
