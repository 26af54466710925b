package dev.florin.platform;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes the next start quick. {@code spring-boot:run} starts the JVM with a cache of loaded and linked classes, or,
 * where there is none for Florin's jar, has it record what such a cache needs (see {@code pom.xml}). This makes the
 * cache from the recording, in a process of its own, while Florin runs. Left to itself the JVM would do so at its end: a
 * developer would wait for it whenever he stops Florin, and {@code kill -9} would leave no cache.
 *
 * @see <a href="https://openjdk.org/jeps/483">JEP 483: Ahead-of-Time Class Loading and Linking</a>
 * @see <a href="https://openjdk.org/jeps/515">JEP 515: Ahead-of-Time Method Profiling</a>
 */
@Component
@Profile("dev")
class StartUpCache {

    /** For a first request: its classes are recorded too, and it need not wait while the recording is ended. */
    private static final Duration DELAY = Duration.ofSeconds(2);

    private static final String CACHE = "-XX:AOTCache=";
    private static final String RECORDING = "-XX:AOTConfiguration=";
    private static final Logger log = LoggerFactory.getLogger(StartUpCache.class);

    @EventListener(ApplicationReadyEvent.class)
    void prepareNextStart() {
        argument(RECORDING).ifPresent(StartUpCache::makeFrom);
        argument(CACHE).filter(_ -> !isUsed()).ifPresent(StartUpCache::remove);
    }

    private static Optional<Path> argument(String name) {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith(name))
                .map(argument -> Path.of(argument.substring(name.length())))
                .findAny();
    }

    /** A JVM that refuses its cache goes on without sharing any classes. */
    private static boolean isUsed() {
        return System.getProperty("java.vm.info").contains("sharing");
    }

    private static void remove(Path cache) {
        try {
            Files.deleteIfExists(cache);
            log.info("{} is of another JDK or of other libraries: the next start makes a new one", cache);
        } catch (IOException e) {
            log.warn("{} is of another JDK or of other libraries; remove it for a quicker start", cache, e);
        }
    }

    private static void makeFrom(Path recording) {
        Path cache = Path.of(recording.toString().replaceFirst("\\.\\w+$", ".aot"));
        var making = Thread.ofPlatform().daemon().name("start-up-cache").start(() -> make(cache, recording));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(making, cache)));
    }

    private static void make(Path cache, Path recording) {
        Path incomplete = Path.of(cache + ".incomplete");
        try {
            Thread.sleep(DELAY);
            endRecording();
            create(incomplete, recording);
            Files.move(incomplete, cache, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(recording);
        } catch (IOException | JMException e) {
            log.warn("The next start will be no quicker", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e); // nobody interrupts us
        }
    }

    /** As {@code jcmd … AOT.end_recording} does it. */
    private static void endRecording() throws JMException {
        var commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
        ManagementFactory.getPlatformMBeanServer().invoke(commands, "aotEndRecording", new Object[0], new String[0]);
    }

    private static void create(Path cache, Path recording) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/bin/sh"))) {
            command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh")); // Ctrl-C is for Florin alone
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:AOTMode=create", RECORDING + recording, CACHE + cache));
        var builder =
                new ProcessBuilder(command).redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        int status = builder.start().waitFor();
        if (status != 0) {
            throw new IOException(command + " ended with status " + status);
        }
    }

    /** Who stops Florin at once waits for some seconds: or else the next start would be as slow as this one. */
    private static void await(Thread making, Path cache) {
        if (making.isAlive()) {
            System.out.println("Finishing " + cache + ", by which the next start will be quicker");
        }
        try {
            making.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
