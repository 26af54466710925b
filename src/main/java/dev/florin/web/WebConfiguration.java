package dev.florin.web;

import dev.florin.platform.Hmac;
import dev.florin.platform.InstallationSecrets;
import dev.florin.web.IdempotencyKeys.FingerprintKey;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class WebConfiguration {

    @Bean
    FingerprintKey fingerprintKey(InstallationSecrets installation) {
        return new FingerprintKey(new Hmac(installation.secret("florin.web.fingerprint-key", "fingerprint.key")));
    }
}
