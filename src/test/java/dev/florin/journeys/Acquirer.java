package dev.florin.journeys;

import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxFixture;
import dev.florin.gateways.sandbox.SandboxLog;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.TypeId;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An acquirer that can be told to fail, or be switched off and on; whoever does not ask for a fault gets none. */
final class Acquirer {

    private static final int TRIES = 50;

    private final Path log = Path.of("target/journeys/acquirer-%s.jsonl".formatted(UUID.randomUUID()));
    private final URI address;
    private final SandboxTalk talk;
    private @Nullable SandboxAcquirer running;

    Acquirer() {
        SandboxAcquirer first = SandboxFixture.start(log);
        this.address = first.address();
        this.talk = new SandboxTalk(address);
        this.running = first;
    }

    URI address() {
        return address;
    }

    Path log() {
        return log;
    }

    SandboxLog facts() {
        return SandboxLog.read(log);
    }

    /** What was captured of a payment; 0 also if it was never charged. */
    long captured(String payment) {
        var charge = facts().charges().get(reference(payment));
        return charge == null ? 0 : charge.captured();
    }

    long approvals(String payment) {
        return facts().approvals(reference(payment));
    }

    static UUID reference(String payment) {
        return TypeId.parse("pay", payment).orElseThrow();
    }

    /**
     * Has the next requests meet a fault.
     *
     * @param operation such as {@code capture}
     * @param times how many; 0 for all, until {@link #recover}
     */
    void fail(String operation, String fault, int times) {
        tell("faults", """
                {"match":{"operation":"%s"},"fault":"%s","times":%d}""".formatted(operation, fault, times));
    }

    /** Answers everything with 503 until {@link #recover}. */
    void refuseAll() {
        tell("faults", "{\"fault\":\"refuse\",\"times\":0}");
    }

    void takeItsTime(long millis) {
        tell("settings", "{\"delay_ms\":%d}".formatted(millis));
    }

    /** Without faults and delays from now on. */
    void recover() {
        if (running == null) {
            switchOn();
        }
        require(talk.control("DELETE", "faults", ""));
        takeItsTime(0);
    }

    /** As when its machine is off: connections are refused, those that were are cut. */
    void switchOff() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /** On the same log, so that it knows all that it knew. */
    void switchOn() {
        for (int i = 1; running == null; i++) {
            try {
                running = SandboxFixture.start(log, address.getPort(), null);
            } catch (UncheckedIOException e) { // its port is not free again yet
                if (i == TRIES) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** What a customer does in the UPI app. */
    void customer(String payment, String decision) {
        tell("upi/" + reference(payment) + "/" + decision, "");
    }

    SandboxTalk talk() {
        return talk;
    }

    private void tell(String path, String body) {
        require(talk.control("POST", path, body));
    }

    private static void require(SandboxTalk.Told told) {
        if (told.http() != 200) {
            throw new IllegalStateException("The acquirer does not obey: " + told);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
