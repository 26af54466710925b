package dev.florin.alerts;

import dev.florin.outbound.Names;
import dev.florin.outbound.OutboundHttp;
import dev.florin.outbound.Targets;
import dev.florin.platform.InstallationSecrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The ways that are set up to tell the operator; without any, alerts are in the log and in the console alone. */
@Component
class Ways implements DisposableBean {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 2;
    private static final Logger log = LoggerFactory.getLogger(Ways.class);

    private final List<Way> all = new ArrayList<>();
    private @Nullable OutboundHttp http;

    Ways(
            AlertsProperties properties,
            ObjectProvider<JavaMailSender> post,
            InstallationSecrets secrets,
            JsonMapper json,
            InstantSource clock,
            @Value("${florin.mail.from:florin@localhost}") String from,
            @Value("${florin.public-url}") String florin) {
        JavaMailSender sender = post.getIfAvailable();
        if (!properties.email().isEmpty() && sender != null) {
            all.add(new Letter(sender, from, properties.email(), florin));
        } else if (!properties.email().isEmpty()) {
            log.error("florin.alerts.email is set, but no mail server (spring.mail.host): nobody is written to");
        }
        if (properties.webhook() != null) {
            http = new OutboundHttp(Targets.of(properties.allowLocal()), Names.SYSTEM, PATIENCE, CONNECTIONS);
            byte[] secret = secrets.secret("florin.alerts.webhook-secret", "alerts-webhook.key");
            all.add(new Call(http, properties.webhook(), secret, florin, json, clock));
        }
    }

    List<Way> all() {
        return all;
    }

    List<String> inWords() {
        return all.stream().map(Way::inWords).toList();
    }

    @Override
    public void destroy() {
        if (http != null) {
            http.close();
        }
    }
}
