package dev.florin.webhooks;

import dev.florin.outbound.Names;
import dev.florin.outbound.OutboundHttp;
import dev.florin.outbound.Targets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhooksProperties.class)
class WebhooksConfiguration {

    @Bean
    OutboundHttp webhookHttp(WebhooksProperties properties, ObjectProvider<Names> names) {
        return new OutboundHttp(
                Targets.of(properties.allowLocal()),
                names.getIfAvailable(() -> Names.SYSTEM),
                properties.timeout(),
                properties.inFlight());
    }
}
