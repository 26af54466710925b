package dev.florin.outbound;

import dev.florin.outbound.Reply.Answered;
import dev.florin.outbound.Reply.Unanswered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * POSTs to addresses that strangers name. It does nothing of its own accord: no redirects, retries, cookies, proxies or
 * decompression; and it reads little, and not for long.
 */
public final class OutboundHttp implements AutoCloseable {

    private static final int LONGEST_BODY = 64 * 1024;
    private static final int LONGEST_HEADER = 8 * 1024;
    private static final int MOST_HEADERS = 64;

    /** Less than servers keep idle connections: five seconds in Node.js, the shortest that is common. */
    private static final TimeValue IDLE = TimeValue.ofSeconds(3);

    /** Idle for less, and a connection is used without a look whether it is still up. */
    private static final TimeValue TRUSTED = TimeValue.ofMilliseconds(500);

    private final Targets targets;
    private final Duration patience;
    private final CheckedNames names;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("outbound-time-outs").factory());

    /**
     * @param patience from the call to the last byte of the answer
     * @param connections the most that are open at once
     */
    public OutboundHttp(Targets targets, Names names, Duration patience, int connections) {
        this.targets = targets;
        this.patience = patience;
        this.names = new CheckedNames(names, targets, patience.dividedBy(2));
        this.alarms.setRemoveOnCancelPolicy(true);
        this.client = HttpClients.custom()
                .setConnectionManager(new Connections()
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxLineLength(LONGEST_HEADER)
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .build())
                                .build())
                        .setDnsResolver(this.names)
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(patience))
                                .setSocketTimeout(Timeout.of(patience))
                                .setValidateAfterInactivity(TRUSTED)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(patience))
                        .setResponseTimeout(Timeout.of(patience))
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setKeepAliveStrategy((_, _) -> IDLE)
                .evictIdleConnections(IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    /**
     * Whether a URL may be written to, as far as can be told now. A name that nobody knows yet passes: it is judged again
     * whenever it is connected to.
     *
     * @throws TargetRefused if not
     */
    public void check(String url) throws TargetRefused {
        URI target = targets.parse(url);
        try {
            names.resolve(target.getHost().replaceAll("[\\[\\]]", ""));
        } catch (TargetRefused refused) {
            throw refused;
        } catch (UnknownHostException e) {
            // not yet
        }
    }

    /** @param body JSON */
    public Reply post(String url, Map<String, String> headers, byte[] body) {
        HttpPost request;
        try {
            request = new HttpPost(targets.parse(url));
        } catch (TargetRefused refused) {
            return new Unanswered("not sent: the URL " + refused.reason());
        }
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        headers.forEach(request::setHeader);
        return Deadline.within(patience, () -> exchange(request));
    }

    private Reply exchange(HttpPost request) {
        ScheduledFuture<?> alarm = alarms.schedule(request::cancel, patience.toMillis(), TimeUnit.MILLISECONDS);
        ClassicHttpResponse response = null;
        try {
            response = client.executeOpen(null, request, null);
            return read(request, response);
        } catch (TargetRefused e) {
            return new Unanswered("not sent: the URL " + e.reason());
        } catch (UnknownHostException e) {
            return new Unanswered("the name of the host has no address");
        } catch (SocketTimeoutException e) {
            return late();
        } catch (ConnectException e) {
            return new Unanswered("nobody answers at this address and port");
        } catch (SSLException e) {
            return request.isCancelled() ? late() : new Unanswered("TLS failed: " + e.getMessage());
        } catch (IOException e) {
            return request.isCancelled()
                    ? late()
                    : new Unanswered("the connection broke before the answer was complete");
        } finally {
            alarm.cancel(false);
            Closer.closeQuietly(response);
        }
    }

    private Unanswered late() {
        return new Unanswered("no complete answer within %d s".formatted(patience.toSeconds()));
    }

    private static Reply read(HttpPost request, ClassicHttpResponse response) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.merge(header.getName().toLowerCase(Locale.ROOT), header.getValue(), (one, two) -> one + ", " + two);
        }
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            var content = response.getEntity().getContent();
            body = content.readNBytes(LONGEST_BODY);
            if (body.length == LONGEST_BODY) {
                request.cancel(); // or else closing would read on to the end
            } else {
                content.close(); // which gives the connection back
            }
        }
        return new Answered(response.getCode(), headers, text(body));
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        alarms.shutdownNow();
        names.close();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
