package dev.florin.admin;

import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.Merchant;
import dev.florin.merchants.Merchants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What all pages of the console need: how long ago a thing was, and whose it is. */
@ControllerAdvice("dev.florin.admin")
class ConsoleModel {

    private static final String PREFIX = "mer";

    private final Merchants merchants;
    private final InstantSource clock;

    ConsoleModel(Merchants merchants, InstantSource clock) {
        this.merchants = merchants;
        this.clock = clock;
    }

    @ModelAttribute
    void add(Model model) {
        model.addAttribute("ages", new Ages(clock.instant()));
        model.addAttribute("whose", new Whose(merchants, new ConcurrentHashMap<>()));
    }

    /** The merchant by an id as the console's URLs have it. */
    static Optional<UUID> merchant(String text) {
        return TypeId.parse(PREFIX, text);
    }

    static String text(UUID merchant) {
        return TypeId.format(PREFIX, merchant);
    }

    /** Ages, as of one moment for the whole page. */
    record Ages(Instant now) {

        /** {@code 4 min}: how long ago, or how far ahead; empty for never. */
        public String of(@Nullable Instant at) {
            return at == null ? "" : of(Duration.between(at, now).abs());
        }

        public boolean past(@Nullable Instant at) {
            return at != null && at.isBefore(now);
        }

        private static String of(Duration age) {
            long seconds = age.toSeconds();
            if (seconds < 120) {
                return seconds + " s";
            }
            if (seconds < 2 * 3600) {
                return seconds / 60 + " min";
            }
            return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
        }
    }

    /** Whose a thing is: names of merchants, and their ids in URLs. */
    record Whose(Merchants merchants, Map<UUID, String> names) {

        public String name(UUID merchant) {
            return names.computeIfAbsent(
                    merchant, id -> merchants.find(id).map(Merchant::name).orElse("(unknown)"));
        }

        public String id(UUID merchant) {
            return text(merchant);
        }

        /** {@code live} or {@code test}. */
        public String mode(Tenant tenant) {
            return tenant.live() ? "live" : "test";
        }
    }
}
