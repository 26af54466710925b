package dev.florin.admin;

import dev.florin.audit.Audit;
import dev.florin.audit.Entry;
import dev.florin.audit.Filter;
import dev.florin.audit.Verification;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.TypeId;
import dev.florin.pages.Visitor;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** Who did what, everywhere; and whether all of that is as it was written. */
@Controller
class AuditConsole {

    private static final int SHOWN = 50;

    private final Audit audit;

    AuditConsole(Audit audit) {
        this.audit = audit;
    }

    /**
     * @param chain {@code platform}, the id of a merchant, or nothing for all
     * @param from a day, in UTC
     * @param to the day after the last one
     */
    record Query(
            @Nullable String chain,
            @Nullable String actor,
            @Nullable String action,
            @Nullable String subject,
            @Nullable String from,
            @Nullable String to) {

        Filter filter() {
            return new Filter(some(actor), some(action), some(subject), day(from), day(to));
        }

        boolean everywhere() {
            return some(chain) == null;
        }

        String address(String cursor, Entry entry) {
            Map<String, String> said = new LinkedHashMap<>();
            put(said, "chain", chain);
            put(said, "actor", actor);
            put(said, "action", action);
            put(said, "subject", subject);
            put(said, "from", from);
            put(said, "to", to);
            var address = UriComponentsBuilder.fromPath("/admin/audit").queryParam(cursor, entry.publicId());
            said.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
            return address.encode().buildAndExpand(said).toUriString();
        }

        private static void put(Map<String, String> said, String name, @Nullable String value) {
            String text = some(value);
            if (text != null) {
                said.put(name, text);
            }
        }

        private static @Nullable String some(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }

        private static @Nullable Instant day(@Nullable String text) {
            String day = some(text);
            try {
                return day == null
                        ? null
                        : LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeException _) {
                return null;
            }
        }
    }

    @GetMapping("/admin/audit")
    String list(
            Query query,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Model model) {
        UUID older = cursor(after);
        UUID newer = older == null ? cursor(before) : null;
        Page<Entry> page = page(query, new PageQuery(SHOWN, older, newer));
        boolean hasNewer = page.backwards() ? page.hasMore() : older != null;
        boolean hasOlder = page.backwards() || page.hasMore();
        boolean none = page.data().isEmpty();
        model.addAttribute("page", page.data());
        model.addAttribute("query", query);
        model.addAttribute(
                "newer",
                none || !hasNewer ? null : query.address("before", page.data().getFirst()));
        model.addAttribute(
                "older",
                none || !hasOlder ? null : query.address("after", page.data().getLast()));
        model.addAttribute("verification", audit.lastVerification().orElse(null));
        return "admin/audit/list";
    }

    private Page<Entry> page(Query query, PageQuery page) {
        String chain = query.chain();
        if (chain == null || query.everywhere()) {
            return audit.listAll(query.filter(), page);
        }
        UUID merchant = chain.strip().equals("platform")
                ? null
                : ConsoleModel.merchant(chain.strip()).orElseThrow(NoSuchMerchant::new);
        return audit.list(merchant, query.filter(), page);
    }

    private static @Nullable UUID cursor(@Nullable String text) {
        return text == null ? null : TypeId.parse(Entry.PREFIX, text).orElse(null);
    }

    @PostMapping("/admin/audit/verify")
    String verify(Visitor visitor, RedirectAttributes next) {
        Verification found = audit.verifyAll();
        audit.record(visitor.deed("audit.verify", null)
                .at((UUID) null)
                .after(Map.of(
                        "sound", found.sound(),
                        "entries", found.entries(),
                        "chains", found.chains())));
        next.addFlashAttribute(
                found.sound() ? "flash" : "fault",
                "Looked at %,d entries in %,d chains: %s."
                        .formatted(
                                found.entries(),
                                found.chains(),
                                found.sound() ? "all are as they were written" : "not all are as they were written"));
        return "redirect:/admin/audit";
    }
}
