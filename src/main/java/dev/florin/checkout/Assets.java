package dev.florin.checkout;

import dev.florin.platform.StaticFile;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The page's script and style: kept by browsers for ever, as their URLs change with what is in them; and the SDK, which
 * shops name by a URL that stays.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CheckoutProperties.class)
class Assets implements WebMvcConfigurer {

    private static final String FILES = "static/checkout/v1/";
    private static final String URLS = "/checkout/v1/";

    static final String SCRIPT = StaticFile.url(URLS + "page.js");
    static final String STYLE = StaticFile.url(URLS + "page.css");

    @Bean
    LocaleResolver localeResolver(CheckoutProperties settings) {
        return new Languages(settings.languages());
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(URLS + "page.*")
                .addResourceLocations("classpath:/" + FILES)
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        // Its URL stays as it is
        registry.addResourceHandler(URLS + "checkout.*")
                .addResourceLocations("classpath:/" + FILES)
                .setCacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic());
    }

    /** The SDK may be asked for with {@code crossorigin}, so that a shop hears of its errors. */
    @Override
    public void addCorsMappings(CorsRegistry registry) {
        registry.addMapping(URLS + "checkout.*").allowedMethods("GET");
    }
}
