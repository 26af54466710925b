package dev.florin.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.florin.samples.Vectors.Delivery;
import dev.florin.samples.Vectors.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every sample comes to the published verdicts, and so does a computation of its own. */
@Timeout(180)
class VerificationSampleTests {

    private static final Vectors VECTORS = Vectors.read();

    @TempDir
    static Path compiled;

    /** The samples, each with the runtime that it wants. */
    enum Sample {
        JAVA(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "Verify"),
        NODE("node", "samples/verify/verify.mjs"),
        PYTHON("python3", "samples/verify/verify.py"),
        PHP("php", "samples/verify/verify.php");

        private final String runtime;
        private final String program;

        Sample(String runtime, String program) {
            this.runtime = runtime;
            this.program = program;
        }

        List<String> command() {
            return this == JAVA
                    ? List.of(runtime, "-XX:TieredStopAtLevel=1", "-cp", compiled.toString(), program)
                    : List.of(runtime, program);
        }

        boolean canRun() throws IOException, InterruptedException {
            try {
                return run(List.of(runtime, "--version"), "").exit() == 0;
            } catch (IOException e) {
                return false; // there is no such program
            }
        }
    }

    private record Ran(int exit, String out) {}

    /** Java 17 is what the samples promise to need. */
    @BeforeAll
    static void theJavaSamplesAreJava17WithoutWarnings() {
        for (String program :
                List.of("samples/receiver/Receiver.java", "samples/shop/Shop.java", "samples/verify/Verify.java")) {
            List<String> options = List.of("--release", "17", "-proc:none", "-Xlint:all", "-Werror", "-d");
            String[] arguments = with(options, compiled.toString(), program).toArray(String[]::new);

            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments))
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everySampleTellsGoodDeliveriesFromForged(Sample sample) throws Exception {
        assumeCanRun(sample);

        assertThat(verdicts(VECTORS.deliveries(), Delivery::name, delivery -> judge(sample, delivery)))
                .isEqualTo(verdicts(
                        VECTORS.deliveries(),
                        Delivery::name,
                        delivery -> new Ran(
                                delivery.hex() && delivery.standard() ? 0 : 1,
                                "X-Webhook-Signature %s\nwebhook-signature %s"
                                        .formatted(word(delivery.hex()), word(delivery.standard())))));
    }

    @ParameterizedTest
    @EnumSource
    void everySampleTellsGoodCheckoutResultsFromForged(Sample sample) throws Exception {
        assumeCanRun(sample);

        assertThat(verdicts(VECTORS.checkout(), Result::name, result -> judge(sample, result)))
                .isEqualTo(verdicts(
                        VECTORS.checkout(),
                        Result::name,
                        result -> new Ran(result.good() ? 0 : 1, "signature " + word(result.good()))));
    }

    @Test
    void theVerdictsAreThoseOfAnIndependentComputation() throws Exception {
        Set<String> times = LongStream.rangeClosed(VECTORS.now() - 300, VECTORS.now() + 300)
                .mapToObj(Long::toString)
                .collect(Collectors.toSet());

        for (Delivery delivery : VECTORS.deliveries()) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(delivery.headers());
            String id = headers.getOrDefault("webhook-id", "");
            String time = headers.getOrDefault("webhook-timestamp", "");
            String hex = Signed.hex(delivery.secret(), delivery.body());
            String standard = Signed.standard(delivery.secret(), id, time, delivery.body());

            assertThat(hex.equals(headers.get("X-Webhook-Signature")))
                    .as("X-Webhook-Signature: " + delivery.name())
                    .isEqualTo(delivery.hex());
            assertThat(!id.isEmpty()
                            && times.contains(time)
                            && List.of(headers.getOrDefault("webhook-signature", "")
                                            .split(" "))
                                    .contains(standard))
                    .as("webhook-signature: " + delivery.name())
                    .isEqualTo(delivery.standard());
        }
        for (Result result : VECTORS.checkout()) {
            assertThat(result.signature()
                            .equals(Signed.hex(result.secret(), result.orderId() + "|" + result.paymentId())))
                    .as("checkout: " + result.name())
                    .isEqualTo(result.good());
        }
    }

    private static void assumeCanRun(Sample sample) throws Exception {
        assumeTrue(
                sample.canRun(),
                () -> "NOT RUN: there is no %s here, so %s was not tried".formatted(sample.runtime, sample.program));
    }

    private static Ran judge(Sample sample, Delivery delivery) throws Exception {
        String lines = delivery.headers().entrySet().stream()
                .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining("", "Content-Type: application/json\r\n", "\r\n"));
        return run(
                with(sample.command(), "webhook", delivery.secret(), Long.toString(VECTORS.now())),
                lines + delivery.body());
    }

    private static Ran judge(Sample sample, Result result) throws Exception {
        return run(
                with(
                        sample.command(),
                        "checkout",
                        result.secret(),
                        result.orderId(),
                        result.paymentId(),
                        result.signature()),
                "");
    }

    private static Ran run(List<String> command, String input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // it does not read it
            }
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), out.strip().replace("\r\n", "\n"));
        } finally {
            process.destroyForcibly();
        }
    }

    private interface Judge<T> {
        Ran of(T vector) throws Exception;
    }

    private static <T> Map<String, Ran> verdicts(List<T> vectors, Function<T, String> name, Judge<T> judge)
            throws Exception {
        Map<String, Ran> verdicts = new LinkedHashMap<>();
        for (T vector : vectors) {
            verdicts.put(name.apply(vector), judge.of(vector));
        }
        assertThat(verdicts).as("names are unique").hasSameSizeAs(vectors);
        return verdicts;
    }

    private static List<String> with(List<String> command, String... arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return all;
    }

    private static String word(boolean good) {
        return good ? "good" : "bad";
    }
}
