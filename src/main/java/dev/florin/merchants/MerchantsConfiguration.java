package dev.florin.merchants;

import dev.florin.platform.InstallationSecrets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class MerchantsConfiguration {

    @Bean
    Secrets secrets(InstallationSecrets installation) {
        return new Secrets(installation.secret("florin.merchants.pepper", "pepper.key"));
    }
}
