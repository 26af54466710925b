package dev.florin.admin;

import dev.florin.audit.Audit;
import dev.florin.kernel.PageQuery.Page;
import dev.florin.pages.Visitor;
import dev.florin.platform.JobView;
import dev.florin.platform.Jobs;
import dev.florin.platform.Jobs.Key;
import dev.florin.platform.Jobs.Kind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** What runs in the background: what is due when, what runs where, what failed and why. */
@Controller
class JobsConsole {

    private static final int SHOWN = 50;

    private final Jobs jobs;
    private final Audit audit;

    JobsConsole(Jobs jobs, Audit audit) {
        this.jobs = jobs;
        this.audit = audit;
    }

    @GetMapping("/admin/jobs")
    String list(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String afterName,
            @RequestParam(required = false) @Nullable String afterInstance,
            Model model) {
        Kind which = Optional.ofNullable(kind).flatMap(Kind::of).orElse(Kind.ALL);
        Key after = afterName == null || afterInstance == null ? null : new Key(afterName, afterInstance);
        Page<JobView> page = jobs.list(which, after, SHOWN);
        JobView next = page.next();
        model.addAttribute("page", page.data());
        model.addAttribute("kind", which);
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("counts", jobs.counts());
        model.addAttribute("first", after == null ? null : "/admin/jobs?kind=" + which.wire());
        model.addAttribute("older", next == null ? null : following(which, next));
        return "admin/jobs/list";
    }

    private static String following(Kind kind, JobView last) {
        return UriComponentsBuilder.fromPath("/admin/jobs")
                .queryParam("kind", kind.wire())
                .queryParam("afterName", "{name}")
                .queryParam("afterInstance", "{instance}")
                .encode()
                .buildAndExpand(last.name(), last.instance())
                .toUriString();
    }

    @GetMapping("/admin/jobs/job")
    String show(@RequestParam String name, @RequestParam String instance, Model model) {
        model.addAttribute("job", jobs.find(new Key(name, instance)));
        return "admin/jobs/show";
    }

    @PostMapping("/admin/jobs/run")
    String run(@RequestParam String name, @RequestParam String instance, Visitor visitor, RedirectAttributes next) {
        var key = new Key(name, instance);
        Done.say(next, () -> {
            JobView before = jobs.find(key);
            jobs.runNow(key);
            record(visitor, "job.run", before, "now");
            return "%s runs as soon as an instance has a hand free.".formatted(name);
        });
        return "redirect:" + address(key);
    }

    /** @param at as browsers send {@code datetime-local}; UTC */
    @PostMapping("/admin/jobs/reschedule")
    String reschedule(
            @RequestParam String name,
            @RequestParam String instance,
            @RequestParam String at,
            Visitor visitor,
            RedirectAttributes next) {
        var key = new Key(name, instance);
        Optional<Instant> when = time(at);
        if (when.isEmpty()) {
            next.addFlashAttribute("fault", "Say when it is to run, as date and time in UTC.");
        } else {
            Done.say(next, () -> {
                JobView before = jobs.find(key);
                jobs.reschedule(key, when.get());
                record(visitor, "job.reschedule", before, when.get().toString());
                return "%s runs next at %s UTC.".formatted(name, at.replace('T', ' '));
            });
        }
        return "redirect:" + address(key);
    }

    private void record(Visitor visitor, String action, JobView before, String due) {
        Map<String, @Nullable Object> was = new LinkedHashMap<>();
        was.put("due", before.dueAt().toString());
        was.put("failures", before.failures());
        audit.record(visitor.deed(action, before.name())
                .at((UUID) null)
                .before(was)
                .after(Map.of("instance", before.instance(), "due", due)));
    }

    private static String address(Key key) {
        return UriComponentsBuilder.fromPath("/admin/jobs/job")
                .queryParam("name", "{name}")
                .queryParam("instance", "{instance}")
                .encode()
                .buildAndExpand(key.name(), key.instance())
                .toUriString();
    }

    private static Optional<Instant> time(String at) {
        try {
            return Optional.of(LocalDateTime.parse(at).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
