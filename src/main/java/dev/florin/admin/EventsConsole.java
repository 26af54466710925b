package dev.florin.admin;

import dev.florin.kernel.PageQuery.Page;
import dev.florin.pages.Visitor;
import dev.florin.platform.Cursor;
import dev.florin.platform.Outbox;
import dev.florin.platform.Outbox.Count;
import dev.florin.platform.Outbox.Filter;
import dev.florin.platform.PublicationView;
import dev.florin.platform.PublicationView.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Events on their way between modules: what waits, what failed and why, and what is to become of it. */
@Controller
class EventsConsole {

    private static final int SHOWN = 25;
    private static final Map<String, Duration> AGES =
            Map.of("1m", Duration.ofMinutes(1), "1h", Duration.ofHours(1), "1d", Duration.ofDays(1));

    private final Outbox outbox;
    private final Resubmissions resubmissions;
    private final InstantSource clock;
    private final JsonMapper json = new JsonMapper();

    EventsConsole(Outbox outbox, Resubmissions resubmissions, InstantSource clock) {
        this.outbox = outbox;
        this.resubmissions = resubmissions;
        this.clock = clock;
    }

    /** What a page, or a form on it, is about, as URLs have it. */
    record Query(
            @Nullable String status,
            @Nullable String listener,
            @Nullable String event,
            @Nullable String age) {

        Status which() {
            return Optional.ofNullable(status).flatMap(Status::of).orElse(Status.FAILED);
        }

        Filter filter(Instant now) {
            Duration older = age == null ? null : AGES.get(age);
            return new Filter(which(), blank(listener), blank(event), older == null ? null : now.minus(older), null);
        }

        String address(@Nullable Cursor after) {
            var address = UriComponentsBuilder.fromPath("/admin/events").queryParam("status", which().wire());
            put(address, "listener", listener);
            put(address, "event", event);
            put(address, "age", age);
            put(address, "after", after == null ? null : after.toString());
            return address.encode().toUriString();
        }

        private static void put(UriComponentsBuilder address, String name, @Nullable String value) {
            if (blank(value) != null) {
                address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
            }
        }

        private static @Nullable String blank(@Nullable String text) {
            return text == null || text.isBlank() ? null : text;
        }
    }

    /** One row of the matrix: how many a listener, or all of a module, has in each status. */
    public record Row(String name, Map<Status, Count> counts) {

        /** {@code Reporter.on(OrderPaid)} */
        public String shortName() {
            return PublicationView.shortOf(name);
        }

        public @Nullable Count of(Status status) {
            return counts.get(status);
        }
    }

    @GetMapping("/admin/events")
    String list(Query query, @RequestParam(required = false) @Nullable String after, Model model) {
        Filter filter = query.filter(clock.instant());
        Page<PublicationView> page = outbox.list(filter, Cursor.of(after).orElse(null), SHOWN);
        List<Count> counts = outbox.counts();
        PublicationView next = page.next();
        model.addAttribute("page", page.data());
        model.addAttribute("query", query);
        model.addAttribute("status", query.which());
        model.addAttribute("statuses", Status.values());
        model.addAttribute("modules", modules(counts));
        model.addAttribute("most", Outbox.COUNTED);
        model.addAttribute("first", after == null ? null : query.address(null));
        model.addAttribute(
                "older",
                next == null
                        ? null
                        : query.address(new Cursor(next.publishedAt(), next.id().toString())));
        return "admin/events/list";
    }

    /** Module by module, its listeners in turn. */
    private static Map<String, List<Row>> modules(List<Count> counts) {
        Map<String, Map<String, Map<Status, Count>>> modules = new TreeMap<>();
        counts.forEach(count -> modules.computeIfAbsent(count.module(), _ -> new TreeMap<>())
                .computeIfAbsent(count.listener(), _ -> new TreeMap<>())
                .put(count.status(), count));
        Map<String, List<Row>> rows = new TreeMap<>();
        modules.forEach((module, listeners) -> rows.put(
                module,
                listeners.entrySet().stream()
                        .map(listener -> new Row(listener.getKey(), listener.getValue()))
                        .toList()));
        return rows;
    }

    @GetMapping("/admin/events/{id}")
    String show(@PathVariable String id, Model model) {
        PublicationView publication = outbox.find(uuid(id));
        model.addAttribute("publication", publication);
        model.addAttribute("payload", pretty(publication.payload()));
        return "admin/events/show";
    }

    @PostMapping("/admin/events/resubmit")
    String resubmitAll(Query query, Visitor visitor, RedirectAttributes next) {
        Done.say(next, () -> {
            int count = resubmissions.resubmit(visitor, query.filter(clock.instant()));
            return count == 0
                    ? "There was nothing left to resubmit."
                    : Done.count(count, "publication") + " will be tried again within seconds.";
        });
        return "redirect:" + query.address(null);
    }

    @PostMapping("/admin/events/dismiss")
    String dismissAll(Query query, @RequestParam String reason, Visitor visitor, RedirectAttributes next) {
        Done.say(
                next,
                () -> Done.count(resubmissions.dismiss(visitor, query.filter(clock.instant()), reason), "dead letter")
                        + " dismissed.");
        return "redirect:" + query.address(null);
    }

    @PostMapping("/admin/events/{id}/resubmit")
    String resubmit(@PathVariable String id, Visitor visitor, RedirectAttributes next) {
        Done.say(
                next,
                () -> resubmissions.resubmit(visitor, one(id)) == 0
                        ? "Somebody else has just resubmitted it."
                        : "It will be tried again within seconds.");
        return "redirect:/admin/events?status=failed";
    }

    @PostMapping("/admin/events/{id}/dismiss")
    String dismiss(@PathVariable String id, @RequestParam String reason, Visitor visitor, RedirectAttributes next) {
        Done.say(
                next,
                () -> resubmissions.dismiss(visitor, one(id), reason) == 0
                        ? "It is no dead letter any more."
                        : "Dismissed.");
        return "redirect:/admin/events?status=dead";
    }

    private Filter one(String id) {
        return outbox.find(uuid(id)).itself();
    }

    /** What is no id names nothing. */
    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            return new UUID(0, 0);
        }
    }

    private String pretty(String payload) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(payload));
        } catch (JacksonException _) {
            return payload;
        }
    }
}
