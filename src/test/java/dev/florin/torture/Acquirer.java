package dev.florin.torture;

import dev.florin.gateways.sandbox.SandboxProcess;
import dev.florin.gateways.sandbox.SandboxTalk;
import java.net.URI;
import java.nio.file.Path;

/** The sandbox acquirer as a process, at the same address and with the same log in each of its lives. */
final class Acquirer implements AutoCloseable {

    /** What an answer takes, so that there is always something on its way. */
    private static final int DELAY_MILLIS = 60;

    private final Path log;
    private final URI callbacks;
    private volatile SandboxProcess process;

    Acquirer(Path log, URI callbacks) {
        this.log = log;
        this.callbacks = callbacks;
        this.process = launch(0);
    }

    private SandboxProcess launch(int port) {
        return SandboxProcess.start(
                log,
                port,
                "--test-processing-delay=" + DELAY_MILLIS,
                "--callbacks=all",
                "--customer-deadline=15",
                "--callback-url=" + callbacks);
    }

    Path log() {
        return log;
    }

    URI address() {
        return process.address();
    }

    int port() {
        return address().getPort();
    }

    void kill() {
        process.kill();
    }

    void restart() {
        process = launch(port());
    }

    /** Has requests meet a fault from now on. */
    void fault(String fault, double probability, long delayMillis, long seed) {
        var told = talk().control("POST", "faults", """
                {"fault":"%s","times":0,"probability":%s,"delay_ms":%d,"seed":%d}
                """.formatted(fault, probability, delayMillis, seed));
        if (told.http() != 200) {
            throw new IllegalStateException("No fault " + fault + ": " + told);
        }
    }

    void heal() {
        talk().control("DELETE", "faults", "");
    }

    private SandboxTalk talk() {
        return new SandboxTalk(address());
    }

    @Override
    public void close() {
        process.close();
    }
}
