package dev.florin.browser;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.annotation.Bean;

/** Speaks {@code en-XA}: English in which every text is 40 % longer, as translations may be. */
final class Longer implements MessageSource {

    static final Locale LANGUAGE = Locale.forLanguageTag("en-XA");

    private static final String PADDING = " lörem ïpsum dölor sït ämet cönsectetür".repeat(20);

    private final MessageSource plain;

    private Longer(MessageSource plain) {
        this.plain = plain;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Configuration {
        @Bean
        static BeanPostProcessor longerMessages() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return name.equals("messageSource") && bean instanceof MessageSource plain
                            ? new Longer(plain)
                            : bean;
                }
            };
        }
    }

    @Override
    public @Nullable String getMessage(
            String code, Object @Nullable [] args, @Nullable String otherwise, @Nullable Locale locale) {
        return said(plain.getMessage(code, args, otherwise, locale), locale);
    }

    @Override
    public String getMessage(String code, Object @Nullable [] args, @Nullable Locale locale) {
        return String.valueOf(said(plain.getMessage(code, args, locale), locale));
    }

    @Override
    public String getMessage(MessageSourceResolvable resolvable, @Nullable Locale locale) {
        return String.valueOf(said(plain.getMessage(resolvable, locale), locale));
    }

    private static @Nullable String said(@Nullable String text, @Nullable Locale locale) {
        return text == null || !LANGUAGE.equals(locale)
                ? text
                : text + PADDING.substring(0, (int) Math.ceil(text.length() * 0.4) + 1);
    }
}
