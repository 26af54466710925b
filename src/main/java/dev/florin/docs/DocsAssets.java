package dev.florin.docs;

import dev.florin.platform.StaticFile;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The pages' script and style, kept by browsers for ever: their URLs change with what is in them. */
@Configuration(proxyBeanMethods = false)
public class DocsAssets implements WebMvcConfigurer {

    private static final String FILES = "static/docs/v1/";
    private static final String URLS = "/docs/v1/";

    public static final String SCRIPT = StaticFile.url(URLS + "docs.js");
    public static final String STYLE = StaticFile.url(URLS + "docs.css");

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(URLS + "*")
                .addResourceLocations("classpath:/" + FILES)
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }
}
