package dev.florin.gateways.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Sends callbacks over HTTP. */
final class CallbackPost implements Callbacks.Post {

    static final String SIGNATURE = "Sandbox-Signature";

    private static final Timeout PATIENCE = Timeout.ofSeconds(5);

    private final @Nullable Supplier<@Nullable URI> url;
    private final CloseableHttpClient client;

    /** @param url asked at every attempt, as it may be known only later: null until then; itself null for no callbacks */
    CallbackPost(@Nullable Supplier<@Nullable URI> url) {
        this.url = url;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(64)
                        .setMaxConnPerRoute(64)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(PATIENCE)
                                .setSocketTimeout(PATIENCE)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(PATIENCE).build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    @Override
    public boolean wanted() {
        return url != null;
    }

    @Override
    public boolean send(byte[] body, String signature) {
        URI target = url == null ? null : url.get();
        if (target == null) {
            return false;
        }
        HttpPost post = new HttpPost(target);
        post.setHeader(SIGNATURE, signature);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        try {
            return client.execute(post, response -> response.getCode() / 100 == 2);
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
