package dev.florin.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.RequestContextUtils;

/** The answer to a form that has done its work: the browser goes on to a page, which says what was done. */
public final class Onward {

    private static final int SECONDS = 60;

    private Onward() {}

    /**
     * @param path where to, as {@link Visitor#path} makes it
     * @param said what the page says at its head; the browser of who sent the form by htmx goes there too
     */
    public static ResponseEntity<Void> to(
            String path, String said, HttpServletRequest request, HttpServletResponse response) {
        var flash = new FlashMap();
        flash.put("flash", said);
        flash.startExpirationPeriod(SECONDS);
        Objects.requireNonNull(RequestContextUtils.getFlashMapManager(request))
                .saveOutputFlashMap(flash, request, response);
        return PagesSecurity.isPart(request)
                ? ResponseEntity.noContent().header("HX-Redirect", path).build()
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .header("Location", path)
                        .build();
    }
}
