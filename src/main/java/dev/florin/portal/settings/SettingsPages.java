package dev.florin.portal.settings;

import dev.florin.audit.Audit;
import dev.florin.checkout.Branding;
import dev.florin.kernel.Rejection;
import dev.florin.members.Permission;
import dev.florin.merchants.Logo;
import dev.florin.merchants.MerchantProfile;
import dev.florin.merchants.Merchants;
import dev.florin.merchants.Profiles;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
@RequestMapping("/dashboard/settings")
class SettingsPages {

    private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream()
            .filter(id -> id.matches("(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.*|UTC"))
            .sorted()
            .toList();

    private final Profiles profiles;
    private final Merchants merchants;
    private final Audit audit;
    private final TransactionOperations transactions;

    SettingsPages(Profiles profiles, Merchants merchants, Audit audit, TransactionOperations transactions) {
        this.profiles = profiles;
        this.merchants = merchants;
        this.audit = audit;
        this.transactions = transactions;
    }

    @GetMapping
    @Requires(Permission.MANAGE_SETTINGS)
    String show(Visitor visitor, Model model) {
        MerchantProfile profile = profiles.find(visitor.tenant());
        return page(visitor, ProfileForm.of(profile), profile, model);
    }

    @PostMapping
    @Requires(Permission.MANAGE_SETTINGS)
    Object change(
            Visitor visitor,
            @ModelAttribute ProfileForm form,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        MerchantProfile before = profiles.find(visitor.tenant());
        try {
            MerchantProfile wanted = form.profile(before.logo());
            transactions.executeWithoutResult(_ -> {
                MerchantProfile after = profiles.replace(visitor.tenant(), wanted);
                audit.record(visitor.deed("profile.change", null)
                        .before(facts(before))
                        .after(facts(after)));
            });
        } catch (Rejection rejection) {
            return again(visitor, form, before, rejection.reason().replaceFirst("'origins.\\d+.'", "An origin"), model);
        } catch (IllegalArgumentException e) {
            return again(visitor, form, before, String.valueOf(e.getMessage()), model);
        }
        return Onward.to(visitor.path("/settings"), "Saved. The checkout shows it from now on.", request, response);
    }

    @PostMapping("/timezone")
    @Requires(Permission.MANAGE_SETTINGS)
    Object move(
            Visitor visitor, @RequestParam String timezone, HttpServletRequest request, HttpServletResponse response) {
        ZoneId zone = zone(timezone);
        transactions.executeWithoutResult(_ -> {
            merchants.moveTo(visitor.tenant().merchant(), zone);
            audit.record(visitor.deed("merchant.change_timezone", null)
                    .before(Map.of("timezone", visitor.zone().getId()))
                    .after(Map.of("timezone", zone.getId())));
        });
        return Onward.to(
                visitor.path("/settings"),
                "Saved. Times and days are shown as they are in %s.".formatted(zone.getId()),
                request,
                response);
    }

    /** How a colour would look, before it is saved. */
    @GetMapping("/preview")
    @Requires(Permission.MANAGE_SETTINGS)
    String preview(@RequestParam(name = "brandColor", required = false) @Nullable String color, Model model) {
        preview(model, ProfileForm.colour(color));
        return "portal/settings/show :: preview";
    }

    @GetMapping("/brand.css")
    @Requires(Permission.MANAGE_SETTINGS)
    ResponseEntity<String> stylesheet(@RequestParam(required = false) @Nullable String color) {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/css;charset=utf-8"))
                .body(Branding.preview(ProfileForm.colour(color)));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new NoSuchZone();
        }
    }

    private static ModelAndView again(
            Visitor visitor, ProfileForm form, MerchantProfile before, String fault, Model model) {
        model.addAttribute("fault", fault);
        String view = page(visitor, form, before, model);
        return new ModelAndView(view, model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static String page(Visitor visitor, ProfileForm form, MerchantProfile profile, Model model) {
        Logo logo = profile.logo();
        model.addAttribute("form", form);
        model.addAttribute("logo", logo == null ? null : logo.dataUrl());
        model.addAttribute("zones", ZONES);
        model.addAttribute("zone", visitor.zone().getId());
        preview(model, ProfileForm.colour(form.brandColor()));
        return "portal/settings/show";
    }

    private static void preview(Model model, @Nullable String color) {
        model.addAttribute("color", color);
        model.addAttribute("legibility", Branding.legibility(color));
    }

    /** Without the picture, of which only is told that it is another. */
    private static Map<String, ?> facts(MerchantProfile profile) {
        Logo logo = profile.logo();
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("display_name", profile.displayName());
        facts.put("brand_color", profile.brandColor());
        facts.put("logo", logo == null ? null : logo.version());
        facts.put("origins", profile.origins());
        facts.put("vpa_entry", profile.vpaEntry());
        return facts;
    }
}
