package dev.florin.gateways;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;

/** One exchange with the sandbox acquirer, and what the audit trail keeps of it. */
final class SandboxHttp implements AutoCloseable {

    private static final int LONGEST_KEPT = 64 * 1024;

    private final AcquirerHttp http;
    private final URI url;
    private final String authorization;
    private final InstantSource clock;

    SandboxHttp(AcquirerHttp http, URI url, String apiKey, InstantSource clock) {
        this.http = http;
        this.url = url;
        this.authorization = "Bearer " + apiKey;
        this.clock = clock;
    }

    record Spoken(Heard heard, Exchange exchange) {}

    URI resolve(String path) {
        return url.resolve(path);
    }

    /** @param asked the request, masked */
    Spoken speak(String operation, HttpUriRequestBase request, String asked, UnaryOperator<String> maskAnswer) {
        request.setHeader("Authorization", authorization);
        Instant at = clock.instant();
        long start = System.nanoTime();
        Heard heard = http.exchange(request);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String masked = maskAnswer.apply(told(heard)).replace('\0', '\uFFFD'); // PostgreSQL keeps no NUL
        String kept = masked.length() > LONGEST_KEPT ? masked.substring(0, LONGEST_KEPT) : masked;
        Integer status = heard instanceof Heard.Answered answered ? answered.status() : null;
        return new Spoken(heard, new Exchange(at, took, operation, asked, status, kept));
    }

    /**
     * What a request is answered with.
     *
     * @param most bytes of it
     * @return empty if there is no good answer
     */
    Optional<byte[]> download(HttpUriRequestBase request, int most) {
        request.setHeader("Authorization", authorization);
        return http.download(request, most);
    }

    private static String told(Heard heard) {
        return switch (heard) {
            case Heard.Answered(int _, String body) -> body;
            case Heard.NotSent(String why) -> "not sent: " + why;
            case Heard.Cut(String why) -> "cut: " + why;
            case Heard.TimedOut(String why) -> "timed out: " + why;
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
