package dev.florin.gateways.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.kernel.TypeId;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The acquirer as a process of its own. */
class SandboxProcessTests {

    @TempDir
    Path directory;

    @Test
    void nothingThatWasAnsweredIsLostWhenTheProcessIsKilled() {
        Path log = directory.resolve("facts.jsonl");
        Queue<UUID> answered = new ConcurrentLinkedQueue<>();
        try (SandboxProcess acquirer = SandboxProcess.start(log, 0);
                ExecutorService shoppers = Executors.newVirtualThreadPerTaskExecutor()) {
            SandboxTalk talk = new SandboxTalk(acquirer.address());
            for (int i = 0; i < 8; i++) {
                shoppers.execute(() -> payUntilItEnds(talk, answered));
            }
            await().until(() -> answered.size() > 200);
            acquirer.kill();
        }

        assertThat(SandboxLog.read(log).charges()).containsKeys(answered.toArray(UUID[]::new));
        try (SandboxProcess next = SandboxProcess.start(log, 0)) {
            SandboxTalk talk = new SandboxTalk(next.address());
            assertThat(answered).allMatch(it -> talk.inquire(it).status().equals("approved"));
        }
    }

    private static void payUntilItEnds(SandboxTalk talk, Queue<UUID> answered) {
        try {
            while (true) {
                UUID reference = TypeId.next();
                talk.authorize(reference, 1000, true, "4242424242424242");
                answered.add(reference);
            }
        } catch (UncheckedIOException _) {
            // killed
        }
    }
}
