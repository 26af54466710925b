package dev.florin.checkout;

import dev.florin.checkout.CheckoutPage.Form;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.MerchantProfile;
import dev.florin.merchants.Merchants;
import dev.florin.merchants.Profiles;
import dev.florin.merchants.Signing;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** What the templates show: an order as it stands, with the merchant's looks and in the reader's language. */
@Component
class CheckoutPages {

    private final Profiles profiles;
    private final Merchants merchants;
    private final Signing signing;
    private final InstantSource clock;

    CheckoutPages(Profiles profiles, Merchants merchants, Signing signing, InstantSource clock) {
        this.profiles = profiles;
        this.merchants = merchants;
        this.signing = signing;
        this.clock = clock;
    }

    /** For a browser. */
    CheckoutPage page(
            Checkout checkout, Form form, Map<String, String> mistakes, HttpServletRequest request, Locale locale) {
        MerchantProfile merchant = profiles.find(checkout.order().tenant());
        Visit visit = Visit.of(request, merchant.origins());
        return page(checkout, merchant, visit, locale, isPhone(request), form, mistakes, proof(checkout));
    }

    /** For paper. */
    CheckoutPage receipt(Checkout checkout, Locale locale) {
        MerchantProfile merchant = profiles.find(checkout.order().tenant());
        return page(checkout, merchant, Visit.ALONE, locale, false, Form.NEW, Map.of(), null);
    }

    private CheckoutPage page(
            Checkout checkout,
            MerchantProfile merchant,
            Visit visit,
            Locale locale,
            boolean phone,
            Form form,
            Map<String, String> mistakes,
            @Nullable String proof) {
        Tenant tenant = checkout.order().tenant();
        var zone = merchants.find(tenant.merchant()).map(it -> it.timezone()).orElse(ZoneOffset.UTC);
        return new CheckoutPage(checkout, merchant, zone, visit, locale, phone, form, mistakes, proof, clock.instant());
    }

    private @Nullable String proof(Checkout checkout) {
        return checkout.state() == CheckoutState.COMPLETED && checkout.last() != null
                ? signing.sign(
                        checkout.order().tenant(),
                        checkout.order().id().toString(),
                        checkout.last().id().toString())
                : null;
    }

    private static boolean isPhone(HttpServletRequest request) {
        String hint = request.getHeader("Sec-CH-UA-Mobile");
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        return hint == null ? agent != null && agent.contains("Mobi") : hint.equals("?1");
    }
}
