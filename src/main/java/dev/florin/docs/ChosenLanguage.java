package dev.florin.docs;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers, in a cookie that says nothing else, which language somebody reads samples in. */
public final class ChosenLanguage {

    public static final String COOKIE = "docs_language";

    private ChosenLanguage() {}

    /**
     * @param asked behind {@code ?lang=}; it is remembered
     * @param remembered what the cookie says
     */
    public static SampleLanguage of(@Nullable String asked, @Nullable String remembered, HttpServletResponse response) {
        Optional<SampleLanguage> chosen = Optional.ofNullable(asked).flatMap(SampleLanguage::of);
        chosen.ifPresent(language -> response.addCookie(cookie(language)));
        return chosen.or(() -> Optional.ofNullable(remembered).flatMap(SampleLanguage::of))
                .orElse(SampleLanguage.BASH);
    }

    private static Cookie cookie(SampleLanguage language) {
        var cookie = new Cookie(COOKIE, language.wire());
        cookie.setPath("/");
        cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        return cookie;
    }
}
