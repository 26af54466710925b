package dev.florin.checkout;

import dev.florin.checkout.CheckoutPage.Form;
import dev.florin.kernel.Prefer;
import dev.florin.kernel.Rejection;
import dev.florin.merchants.MerchantProfile;
import dev.florin.merchants.Profiles;
import dev.florin.orders.OrderId;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page of an order: what it shows follows from the order alone, so a reload, a second tab and Back show the truth. */
@Controller
@RequestMapping("/checkout/{order}")
class CheckoutController {

    /** A customer without scripts rather waits a little than looks at a waiting page. */
    private static final Prefer A_MOMENT = Prefer.of(Duration.ofSeconds(2));

    private final Checkouts checkouts;
    private final Profiles profiles;
    private final CheckoutPages pages;
    private final AttemptLimit limit;
    private final MessageSource messages;
    private final String publicUrl;

    CheckoutController(
            Checkouts checkouts,
            Profiles profiles,
            CheckoutPages pages,
            AttemptLimit limit,
            MessageSource messages,
            @Value("${florin.public-url}") String publicUrl) {
        this.checkouts = checkouts;
        this.profiles = profiles;
        this.pages = pages;
        this.limit = limit;
        this.messages = messages;
        this.publicUrl = publicUrl;
    }

    @GetMapping
    ModelAndView show(
            @PathVariable String order,
            @RequestParam(required = false) @Nullable String scenario,
            HttpServletRequest request,
            Locale locale) {
        Checkout checkout = checkouts.find(OrderId.of(order));
        Scenario chosen = checkout.order().tenant().live() ? null : Scenario.of(scenario);
        Form form = new Form("card", chosen == null ? null : "Asha Rao", null, chosen);
        return view(checkout, form, Map.of(), HttpStatus.OK, request, locale);
    }

    @PostMapping("/pay")
    Object pay(@PathVariable String order, PayForm form, HttpServletRequest request, Locale locale) {
        Checkout seen = checkouts.find(OrderId.of(order));
        MerchantProfile merchant = profiles.find(seen.order().tenant());
        Visit visit = Visit.of(request, merchant.origins());
        if (!CheckoutSecurity.isOurForm(request)) {
            throw new ForeignForm();
        }
        if (seen.token() == null) {
            return moved(seen, visit, request); // somebody else pays or has paid, or it is too late
        }
        boolean inr = seen.order().amount().currency().getCurrencyCode().equals("INR");
        Map<String, String> mistakes = form.mistakes(inr, merchant.vpaEntry());
        if (!mistakes.isEmpty()) {
            return refused(seen, form, mistakes, HttpStatus.UNPROCESSABLE_CONTENT, request, locale);
        }
        if (!limit.allows(request, seen.order().id())) {
            return refused(seen, form, Map.of("form", "too_many"), HttpStatus.TOO_MANY_REQUESTS, request, locale);
        }
        try {
            String token = form.token() == null ? "" : form.token();
            String returnUrl = publicUrl + "/checkout/" + order + "/returned" + visit.query();
            Prefer prefer = isScript(request) ? Prefer.NO_WAIT : A_MOMENT;
            return moved(
                    checkouts.pay(seen, token, form.command(seen.order().id(), returnUrl), prefer), visit, request);
        } catch (Checkouts.TokenInvalid e) {
            return refused(seen, form, Map.of("form", "stale"), HttpStatus.CONFLICT, request, locale);
        } catch (Rejection rejection) {
            Map<String, String> mistake = PayForm.mistake(rejection);
            return mistake.isEmpty()
                    ? refused(
                            seen, form, Map.of("form", "unavailable"), HttpStatus.SERVICE_UNAVAILABLE, request, locale)
                    : refused(seen, form, mistake, HttpStatus.UNPROCESSABLE_CONTENT, request, locale);
        }
    }

    @PostMapping("/abandon")
    Object abandon(@PathVariable String order, @RequestParam String payment, HttpServletRequest request) {
        Checkout seen = checkouts.find(OrderId.of(order));
        if (!CheckoutSecurity.isOurForm(request)) {
            throw new ForeignForm();
        }
        Visit visit = Visit.of(request, profiles.find(seen.order().tenant()).origins());
        return moved(checkouts.abandon(seen, payment), visit, request);
    }

    /** How it stands, for scripts that ask. */
    @GetMapping("/status")
    ResponseEntity<Status> status(@PathVariable String order) {
        return told(Status.of(checkouts.find(OrderId.of(order)), Map.of()), HttpStatus.OK);
    }

    /** Where the issuer sends the customer back to: to the page, or inside of it to a note that it goes on outside. */
    @GetMapping("/returned")
    Object returned(@PathVariable String order, HttpServletRequest request, Locale locale) {
        Checkout checkout = checkouts.find(OrderId.of(order));
        MerchantProfile merchant = profiles.find(checkout.order().tenant());
        Visit visit = Visit.of(request, merchant.origins());
        if (!visit.isEmbedded()) {
            return moved(checkout, visit, request);
        }
        ModelAndView view = view(checkout, Form.NEW, Map.of(), HttpStatus.OK, request, locale);
        view.setViewName("checkout/returned");
        return view;
    }

    private Object refused(
            Checkout seen,
            PayForm form,
            Map<String, String> mistakes,
            HttpStatusCode status,
            HttpServletRequest request,
            Locale locale) {
        if (isScript(request)) {
            Map<String, String> told = new HashMap<>();
            mistakes.forEach((field, code) -> told.put(field, messages.getMessage("mistake." + code, null, locale)));
            return told(Status.of(seen, told), status);
        }
        String method = form.method().startsWith("upi") ? "upi" : "card";
        return view(seen, new Form(method, form.name(), form.vpa(), null), mistakes, status, request, locale);
    }

    private Object moved(Checkout checkout, Visit visit, HttpServletRequest request) {
        return isScript(request)
                ? told(Status.of(checkout, Map.of()), HttpStatus.OK)
                : ResponseEntity.status(HttpStatus.SEE_OTHER)
                        .location(URI.create("/checkout/" + checkout.order().id() + visit.query()))
                        .cacheControl(CacheControl.noStore())
                        .build();
    }

    private ModelAndView view(
            Checkout checkout,
            Form form,
            Map<String, String> mistakes,
            HttpStatusCode status,
            HttpServletRequest request,
            Locale locale) {
        CheckoutPage page = pages.page(checkout, form, mistakes, request, locale);
        request.setAttribute(PagePolicy.class.getName(), PagePolicy.of(page));
        return new ModelAndView(
                "checkout/" + template(checkout), Map.of("page", page), HttpStatus.valueOf(status.value()));
    }

    private static String template(Checkout checkout) {
        return switch (checkout.state()) {
            case IDLE, FAILED, TIMED_OUT -> checkout.isExhausted() ? "closed" : "pay";
            case PROCESSING -> "wait";
            case REQUIRES_ACTION -> "act";
            case COMPLETED -> "receipt";
            case EXPIRED -> "closed";
        };
    }

    private static ResponseEntity<Status> told(Status status, HttpStatusCode code) {
        return ResponseEntity.status(code)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(status);
    }

    private static boolean isScript(HttpServletRequest request) {
        return MediaType.APPLICATION_JSON_VALUE.equals(request.getHeader(HttpHeaders.ACCEPT));
    }

    /**
     * How an order stands, for the page's script.
     *
     * @param stamp changes whenever there is something new to show
     * @param mistakes a message by field
     */
    record Status(String state, String stamp, Map<String, String> mistakes) {
        static Status of(Checkout checkout, Map<String, String> mistakes) {
            return new Status(checkout.state().wire(), checkout.stamp(), mistakes);
        }
    }

    /** Another site's page sent a form in a customer's name. */
    static final class ForeignForm extends RuntimeException {
        ForeignForm() {
            super(null, null, false, false);
        }
    }
}
