package dev.florin.portal.security;

import dev.florin.audit.Audit;
import dev.florin.audit.Entry;
import dev.florin.audit.Filter;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.members.Permission;
import dev.florin.pages.Csv;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.util.UriComponentsBuilder;

/** Who did what at the visitor's merchant, in both modes. */
@Controller
class AuditController {

    private static final int ON_A_PAGE = 50;

    private static final List<String> COLUMNS = List.of(
            "id",
            "seq",
            "at",
            "mode",
            "actor_kind",
            "actor",
            "action",
            "subject",
            "before",
            "after",
            "ip",
            "user_agent",
            "request",
            "hash");

    private final Audit audit;

    AuditController(Audit audit) {
        this.audit = audit;
    }

    /**
     * What the form above the list says; days are those of the merchant's time zone, and {@code to} is the last one.
     */
    record Wanted(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String subject,
            @Nullable String from,
            @Nullable String to) {

        Filter filter(Visitor visitor) {
            return new Filter(blank(actor), blank(action), blank(subject), day(from, 0, visitor), day(to, 1, visitor));
        }

        public boolean any() {
            return !filterless(actor)
                    || !filterless(action)
                    || !filterless(subject)
                    || !filterless(from)
                    || !filterless(to);
        }

        /** The same list with another cursor. */
        public String query(@Nullable String cursor, @Nullable String id) {
            var query = UriComponentsBuilder.newInstance();
            add(query, "actor", actor);
            add(query, "action", action);
            add(query, "subject", subject);
            add(query, "from", from);
            add(query, "to", to);
            if (cursor != null) {
                add(query, cursor, id);
            }
            return query.encode().build().toUriString();
        }

        private static void add(UriComponentsBuilder query, String name, @Nullable String value) {
            if (!filterless(value)) {
                query.queryParam(name, value);
            }
        }

        private static boolean filterless(@Nullable String text) {
            return text == null || text.isBlank();
        }

        private static @Nullable String blank(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }

        /** What is no day does not matter. */
        private static @Nullable Instant day(@Nullable String text, int later, Visitor visitor) {
            if (text == null || text.isBlank()) {
                return null;
            }
            try {
                return LocalDate.parse(text)
                        .plusDays(later)
                        .atStartOfDay(visitor.zone())
                        .toInstant();
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }

    @GetMapping("/dashboard/security/audit")
    @Requires(Permission.VIEW_AUDIT)
    String list(Wanted wanted, @PageQuery.Of(Entry.PREFIX) PageQuery query, Visitor visitor, Model model) {
        UUID merchant = visitor.tenant().merchant();
        var page = audit.list(
                merchant,
                wanted.filter(visitor),
                new PageQuery(ON_A_PAGE, query.startingAfter(), query.endingBefore()));
        model.addAttribute("wanted", wanted);
        model.addAttribute("entries", page.data());
        model.addAttribute("newer", newer(page, query, wanted));
        model.addAttribute("older", older(page, wanted));
        model.addAttribute("verification", Looked.at(audit, visitor));
        return "portal/security/audit";
    }

    /** All that the filters leave, newest first, a hundred entries at a time. */
    @GetMapping("/dashboard/security/audit.csv")
    @Requires(Permission.VIEW_AUDIT)
    void export(Wanted wanted, Visitor visitor, HttpServletResponse response) {
        UUID merchant = visitor.tenant().merchant();
        Filter filter = wanted.filter(visitor);
        Csv.write(response, "audit.csv", COLUMNS, csv -> {
            PageQuery query = PageQuery.first(PageQuery.MAX_LIMIT);
            while (true) {
                Page<Entry> page = audit.list(merchant, filter, query);
                page.data().forEach(entry -> write(csv, entry));
                Entry last = page.next();
                if (last == null) {
                    return;
                }
                query = new PageQuery(PageQuery.MAX_LIMIT, last.id(), null);
            }
        });
    }

    private static void write(Csv csv, Entry entry) {
        csv.row(
                entry.publicId(),
                entry.seq(),
                entry.at(),
                entry.live() == null ? "" : entry.live() ? "live" : "test",
                entry.actor().kind().wire(),
                entry.actor().name(),
                entry.action(),
                entry.subject(),
                entry.before(),
                entry.after(),
                entry.origin().ip(),
                entry.origin().userAgent(),
                entry.origin().request(),
                entry.hash());
    }

    private static @Nullable String newer(Page<Entry> page, PageQuery query, Wanted wanted) {
        boolean first = query.startingAfter() == null && !(page.backwards() && page.hasMore());
        return first || page.data().isEmpty()
                ? null
                : wanted.query("ending_before", page.data().getFirst().publicId());
    }

    private static @Nullable String older(Page<Entry> page, Wanted wanted) {
        return (page.backwards() || page.hasMore()) && !page.data().isEmpty()
                ? wanted.query("starting_after", page.data().getLast().publicId())
                : null;
    }
}
