package dev.florin.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The pages' script and style, kept by browsers for ever: their URLs change with what is in them. */
@Configuration(proxyBeanMethods = false)
public class DocsAssets implements WebMvcConfigurer {

    private static final String FILES = "static/docs/v1/";
    private static final String URLS = "/docs/v1/";

    public static final String SCRIPT = versioned("docs.js");
    public static final String STYLE = versioned("docs.css");

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(URLS + "*")
                .addResourceLocations("classpath:/" + FILES)
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
    }

    private static String versioned(String name) {
        try {
            byte[] content = new ClassPathResource(FILES + name).getContentAsByteArray();
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return URLS + name + "?v=" + HexFormat.of().formatHex(hash, 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
