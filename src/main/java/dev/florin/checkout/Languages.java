package dev.florin.checkout;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/**
 * In what language the checkout speaks to a customer: the one of {@code ?lang=}, or the first that their browser asks for
 * and we have. The country stays theirs, as it decides how amounts are written. Elsewhere the browser decides alone.
 */
class Languages extends AcceptHeaderLocaleResolver {

    private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "ur");

    private final List<Locale> languages;

    Languages(List<Locale> languages) {
        this.languages = languages;
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/checkout/") ? ofCheckout(request) : super.resolveLocale(request);
    }

    private Locale ofCheckout(HttpServletRequest request) {
        List<Locale> wanted =
                request.getHeader("Accept-Language") == null ? List.of() : Collections.list(request.getLocales());
        String chosen = request.getParameter("lang");
        if (chosen != null) {
            for (Locale language : languages) {
                if (language.toLanguageTag().equalsIgnoreCase(chosen)) {
                    return wanted.stream()
                            .filter(locale -> speaks(locale, language))
                            .findFirst()
                            .orElse(language);
                }
            }
        }
        return wanted.stream()
                .filter(locale -> languages.stream().anyMatch(language -> speaks(locale, language)))
                .findFirst()
                .orElse(languages.getFirst());
    }

    private static boolean speaks(Locale locale, Locale language) {
        return locale.getLanguage().equals(language.getLanguage())
                && (language.getCountry().isEmpty() || locale.getCountry().equals(language.getCountry()));
    }

    static String direction(Locale locale) {
        return RIGHT_TO_LEFT.contains(locale.getLanguage()) ? "rtl" : "ltr";
    }
}
