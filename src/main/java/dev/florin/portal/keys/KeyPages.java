package dev.florin.portal.keys;

import dev.florin.audit.Audit;
import dev.florin.kernel.Tenant;
import dev.florin.members.Permission;
import dev.florin.merchants.ApiKey;
import dev.florin.merchants.IssuedKey;
import dev.florin.merchants.Merchants;
import dev.florin.pages.Onward;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.portal.Overlap;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * API keys. A secret is shown in the answer to the form that made it, and in no other: it is in no session, and whoever
 * loads that page again is asked whether to send the form again.
 */
@Controller
@RequestMapping("/dashboard/keys")
class KeyPages {

    private final Merchants merchants;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final String publicUrl;

    KeyPages(
            Merchants merchants,
            Audit audit,
            TransactionOperations transactions,
            InstantSource clock,
            @Value("${florin.public-url}") String publicUrl) {
        this.merchants = merchants;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /** A key with how it stands at this moment. */
    record Standing(ApiKey key, boolean works, boolean ends) {

        static Standing of(ApiKey key, Instant now) {
            boolean works = key.isValidAt(now);
            return new Standing(key, works, works && key.expiresAt() != null);
        }
    }

    @GetMapping
    @Requires(Permission.VIEW_DEVELOPMENT)
    String list(Visitor visitor, Model model) {
        Instant now = clock.instant();
        List<Standing> keys = merchants.keys(visitor.tenant()).stream()
                .map(key -> Standing.of(key, now))
                .toList();
        model.addAttribute("keys", keys.stream().filter(Standing::works).toList());
        model.addAttribute("ended", keys.stream().filter(key -> !key.works()).toList());
        model.addAttribute("goesLive", !merchants.isLive(visitor.tenant().merchant()));
        return "portal/keys/list";
    }

    @PostMapping
    @Requires(value = Permission.MANAGE_KEYS, recently = true)
    String create(Visitor visitor, Model model) {
        IssuedKey issued = Objects.requireNonNull(transactions.execute(_ -> {
            var key = merchants.issueKey(visitor.tenant());
            audit.record(visitor.deed("key.create", key.keyId()));
            return key;
        }));
        return issued(issued, null, model);
    }

    @GetMapping("/{id}/roll")
    @Requires(Permission.MANAGE_KEYS)
    String askToRoll(
            Visitor visitor,
            @PathVariable String id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        model.addAttribute("standing", standing(visitor.tenant(), id));
        model.addAttribute("overlaps", Overlap.values());
        return part == null ? "portal/keys/roll" : "portal/keys/roll :: form";
    }

    /** @throws dev.florin.kernel.Rejection {@code key_not_found}, {@code key_not_rotatable} */
    @PostMapping("/{id}/roll")
    @Requires(value = Permission.MANAGE_KEYS, recently = true)
    String roll(
            Visitor visitor,
            @PathVariable String id,
            @RequestParam(defaultValue = "DAY") Overlap overlap,
            Model model) {
        IssuedKey issued = Objects.requireNonNull(transactions.execute(_ -> {
            var key = merchants.rotateKey(visitor.tenant(), id, overlap.duration());
            audit.record(visitor.deed("key.rotate", id)
                    .after(Map.of(
                            "successor",
                            key.keyId(),
                            "overlap_seconds",
                            overlap.duration().toSeconds())));
            return key;
        }));
        return issued(issued, standing(visitor.tenant(), id), model);
    }

    @GetMapping("/{id}/revoke")
    @Requires(Permission.MANAGE_KEYS)
    String askToRevoke(
            Visitor visitor,
            @PathVariable String id,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String part,
            Model model) {
        model.addAttribute("standing", standing(visitor.tenant(), id));
        return part == null ? "portal/keys/revoke" : "portal/keys/revoke :: form";
    }

    /** @throws dev.florin.kernel.Rejection {@code key_not_found} */
    @PostMapping("/{id}/revoke")
    @Requires(value = Permission.MANAGE_KEYS, recently = true)
    Object revoke(Visitor visitor, @PathVariable String id, HttpServletRequest request, HttpServletResponse response) {
        transactions.executeWithoutResult(_ -> {
            merchants.revokeKey(visitor.tenant(), id);
            audit.record(visitor.deed("key.revoke", id));
        });
        return Onward.to(
                visitor.path("/keys"),
                "Key %s is revoked: within 5 seconds it is refused everywhere.".formatted(id),
                request,
                response);
    }

    private String issued(IssuedKey issued, @Nullable Standing old, Model model) {
        String env = "FLORIN_URL=%s/api/v1\nFLORIN_KEY=%s\nFLORIN_SECRET=%s\n"
                .formatted(publicUrl, issued.keyId(), issued.secret());
        model.addAttribute("issued", issued);
        model.addAttribute("old", old);
        model.addAttribute(
                "env",
                "data:text/plain;base64," + Base64.getEncoder().encodeToString(env.getBytes(StandardCharsets.UTF_8)));
        return "portal/keys/issued";
    }

    private Standing standing(Tenant tenant, String id) {
        Instant now = clock.instant();
        Optional<ApiKey> known = merchants.keys(tenant).stream()
                .filter(key -> key.keyId().equals(id))
                .findFirst();
        return known.map(key -> Standing.of(key, now)).orElseThrow(() -> new NoSuchKey(id));
    }
}
