package dev.florin.reconciliation;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Place;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.ledger.Postings;
import dev.florin.ledger.Transfer;
import dev.florin.reconciliation.ExceptionView.Action;
import dev.florin.reconciliation.ExceptionView.Status;
import dev.florin.reconciliation.Exceptions.Decided;
import dev.florin.reconciliation.LineRepository.Amounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What does not agree is as people decided it, with the reason kept, and has posted what that means. */
@Component
class ExceptionsAreDecided implements Check {

    private static final String[] KINDS = {
        Clearing.CLEARED, Clearing.FEE, Clearing.DIFFERENCE, Clearing.SURPLUS, Clearing.UNDONE
    };

    private final ExceptionRepository exceptions;
    private final StoredLines lines;
    private final LineRepository entries;
    private final SourceRepository sources;
    private final Postings postings;
    private final JdbcClient jdbc;

    ExceptionsAreDecided(
            ExceptionRepository exceptions,
            StoredLines lines,
            LineRepository entries,
            SourceRepository sources,
            Postings postings,
            JdbcClient jdbc) {
        this.exceptions = exceptions;
        this.lines = lines;
        this.entries = entries;
        this.sources = sources;
        this.postings = postings;
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "exceptions-are-as-decided";
    }

    @Override
    public String promise() {
        return "Nothing that does not agree is settled without a decision, and the ledger has moved what was decided.";
    }

    @Override
    public List<Subject> changed(Span span) {
        var posted = postings.posted(span.from(), span.before(), KINDS);
        Set<UUID> known = lines.exceptions(posted);
        return posted.stream()
                .filter(about -> known.contains(about.subject()))
                .map(about -> new Subject(about.tenant(), new ExceptionId(about.subject()).toString()))
                .distinct()
                .toList();
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        Place place = Place.of(after);
        List<ExceptionView> read = jdbc.sql(ExceptionRepository.SELECT + """
                where (x.merchant_id, x.id) > (?, ?) order by x.merchant_id, x.id limit ?
                """)
                .params(place.merchant(), place.id(), most)
                .query(ExceptionRepository::view)
                .list();
        ExceptionView last = read.isEmpty() ? null : read.getLast();
        return new Portion(
                read.stream().map(ExceptionsAreDecided::subject).toList(),
                last == null || read.size() < most
                        ? null
                        : new Place(last.tenant().merchant(), last.id().value()).toString());
    }

    private static Subject subject(ExceptionView exception) {
        return new Subject(exception.tenant(), exception.id().toString());
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        UUID[] ids = subjects.stream()
                .map(subject -> ExceptionId.of(subject.id()).value())
                .toArray(UUID[]::new);
        Map<UUID, Set<String>> actual = new HashMap<>();
        postings.lines(Arrays.asList(Tenants.merchants(subjects)), Arrays.asList(ids))
                .forEach(line -> actual.computeIfAbsent(line.about().subject(), _ -> new TreeSet<>())
                        .add(line.words()));
        List<Discrepancy> found = new ArrayList<>();
        for (ExceptionView exception : read(subjects, ids)) {
            compare(
                    exception,
                    actual.getOrDefault(exception.id().value(), Set.of()),
                    new Differences(subject(exception), found));
        }
        return found;
    }

    private List<ExceptionView> read(List<Subject> subjects, UUID[] ids) {
        return jdbc.sql(ExceptionRepository.SELECT + """
                join unnest(?::uuid[], ?::uuid[]) as s (merchant_id, id)
                  on x.merchant_id = s.merchant_id and x.id = s.id
                """)
                .params(Tenants.merchants(subjects), ids)
                .query(ExceptionRepository::view)
                .list();
    }

    private void compare(ExceptionView exception, Set<String> actual, Differences differences) {
        Source source = sources.find(exception.tenant(), exception.source()).orElse(null);
        if (source == null) {
            differences.see("source", exception.source(), null);
            return;
        }
        List<Transfer> all = new ArrayList<>();
        List<Transfer> standing = new ArrayList<>();
        Action last = null;
        for (Decided decided : exceptions.decisions(exception)) {
            switch (decided.action()) {
                case WAIT -> {}
                case UNDO -> {
                    standing.stream().map(Clearing::undone).forEach(all::add);
                    standing.clear();
                    last = null;
                }
                case ACCEPT, ADJUST, REFUND -> {
                    last = decided.action();
                    standing.addAll(
                            Remedies.posted(source, exception, last, decided.id(), () -> amounts(source, exception)));
                    all.addAll(standing);
                }
            }
        }
        differences.see("action", last, exception.action());
        differences.see("settled", last != null, exception.status() == Status.SETTLED);
        differences.see("transfers", Posted.words(all), actual);
    }

    private Amounts amounts(Source source, ExceptionView exception) {
        UUID line = exception.entry() == null ? exception.id().value() : exception.entry();
        return entries.amounts(source, List.of(line)).stream()
                .findFirst()
                .orElse(new Amounts(line, 0, 0, exception.currency())); // another check tells of that
    }
}
