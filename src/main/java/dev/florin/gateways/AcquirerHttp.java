package dev.florin.gateways;

import dev.florin.platform.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP to one acquirer, which tells what was certainly not sent from what may have been. It does nothing of its own
 * accord: no retries, no redirects, no cookies.
 */
final class AcquirerHttp implements AutoCloseable {

    private static final int LONGEST_ANSWER = 64 * 1024;

    /** Idle for less, and a connection is used without a look whether it is still up: a cut one is retried anyway. */
    private static final TimeValue TRUSTED = TimeValue.ofSeconds(1);

    private final CloseableHttpClient client;
    private final Duration patience;
    private final Traces traces;
    private final ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("acquirer-time-outs").factory());

    /** @param patience from the call to the last byte of the answer; socket time-outs alone would start anew at each byte */
    AcquirerHttp(Duration connectTimeout, Duration patience, int connections, Traces traces) {
        this.patience = patience;
        this.traces = traces;
        this.alarms.setRemoveOnCancelPolicy(true);
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(connectTimeout))
                                .setSocketTimeout(Timeout.of(patience))
                                .setValidateAfterInactivity(TRUSTED)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(connectTimeout))
                        .setResponseTimeout(Timeout.of(patience))
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    Heard exchange(HttpUriRequestBase request) {
        String traceparent = traces.traceparent();
        if (traceparent != null) {
            request.setHeader("traceparent", traceparent);
        }
        ScheduledFuture<?> alarm = alarms.schedule(request::cancel, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, AcquirerHttp::read);
        } catch (ConnectException | ConnectTimeoutException | UnknownHostException e) {
            return new Heard.NotSent("no connection: " + e.getMessage());
        } catch (ConnectionRequestTimeoutException e) {
            return new Heard.NotSent("no free connection: " + e.getMessage());
        } catch (SocketTimeoutException e) {
            return new Heard.TimedOut("no answer within " + patience);
        } catch (IOException e) {
            return request.isCancelled()
                    ? new Heard.TimedOut("no answer within " + patience)
                    : new Heard.Cut(e.getClass().getSimpleName() + ": " + e.getMessage());
        } finally {
            alarm.cancel(false);
        }
    }

    /**
     * Gets a file.
     *
     * @return empty if there is none, it is larger than {@code most} bytes, or it did not come
     */
    Optional<byte[]> download(HttpUriRequestBase request, int most) {
        ScheduledFuture<?> alarm = alarms.schedule(request::cancel, patience.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return client.execute(request, response -> {
                if (response.getCode() != 200 || response.getEntity() == null) {
                    return Optional.empty();
                }
                byte[] body = response.getEntity().getContent().readNBytes(most + 1);
                return body.length > most ? Optional.empty() : Optional.of(body);
            });
        } catch (IOException _) {
            return Optional.empty();
        } finally {
            alarm.cancel(false);
        }
    }

    private static Heard read(ClassicHttpResponse response) throws IOException {
        if (response.getEntity() == null) {
            return new Heard.Answered(response.getCode(), "");
        }
        byte[] body = response.getEntity().getContent().readNBytes(LONGEST_ANSWER + 1);
        return new Heard.Answered(response.getCode(), new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        alarms.shutdownNow();
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
