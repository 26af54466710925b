package dev.florin.pages;

import dev.florin.members.Factors;
import dev.florin.members.SecondFactors;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Asks somebody who is signed in to prove it again, and keeps what they were about to do. */
@Component
class ProofPage {

    private static final String OWN = "proof_";

    private final SecondFactors factors;
    private final InstantSource clock;

    ProofPage(SecondFactors factors, InstantSource clock) {
        this.factors = factors;
        this.clock = clock;
    }

    /**
     * @param to where they were, path and query
     * @param fault what was wrong with the last proof; null at first
     */
    ModelAndView ask(HttpServletRequest request, String to, String method, @Nullable String fault) {
        Factors has = SignedIn.of(request, clock.instant())
                .map(someone -> factors.of(someone.person()))
                .orElse(new Factors(false, 0, 0));
        String view = PagesSecurity.isPart(request) ? "pages/proof :: form" : "pages/proof";
        return new ModelAndView(view, HttpStatus.UNPROCESSABLE_CONTENT)
                .addObject("address", to)
                .addObject("method", method)
                .addObject("said", "GET".equals(method) ? Map.of() : said(request))
                .addObject("app", has.app())
                .addObject("passkeys", has.passkeys() > 0)
                .addObject("fault", fault);
    }

    /** What a form said, without what is only between it and us. */
    private static Map<String, String[]> said(HttpServletRequest request) {
        var said = new TreeMap<>(request.getParameterMap());
        said.keySet().removeIf(name -> name.startsWith(OWN) || name.equals("_csrf"));
        return said;
    }
}
