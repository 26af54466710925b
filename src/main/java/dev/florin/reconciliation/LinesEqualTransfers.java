package dev.florin.reconciliation;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Phases;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.ledger.Postings;
import dev.florin.reconciliation.StoredLines.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A line that was matched is cleared to the unit; one that was not has an exception, or somebody's decision. */
@Component
class LinesEqualTransfers implements Check {

    private static final String[] KINDS = {
        Clearing.CLEARED, Clearing.FEE, Clearing.DIFFERENCE, Clearing.SURPLUS, Clearing.UNDONE
    };

    private final StoredLines lines;
    private final SourceRepository sources;
    private final Postings postings;

    LinesEqualTransfers(StoredLines lines, SourceRepository sources, Postings postings) {
        this.lines = lines;
        this.sources = sources;
        this.postings = postings;
    }

    @Override
    public String name() {
        return "statement-line-equals-its-transfers";
    }

    @Override
    public String promise() {
        return "What a statement's line paid, kept back and left over is cleared against what it pays for, or waits for somebody.";
    }

    @Override
    public List<Subject> changed(Span span) {
        return lines.lines(postings.posted(span.from(), span.before(), KINDS));
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return Phases.portion(after, most, lines::all, lines::groupsWithoutLines, this::posted);
    }

    private Portion posted(@Nullable String after, int most) {
        return postings.walk(after, most, lines::lines, KINDS);
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        Map<UUID, Row> rows = lines.of(subjects);
        Map<UUID, Set<String>> actual = new HashMap<>();
        postings.lines(Arrays.asList(Tenants.merchants(subjects)), Arrays.asList(StoredLines.ids(subjects)))
                .forEach(line -> actual.computeIfAbsent(line.about().subject(), _ -> new TreeSet<>())
                        .add(line.words()));
        Map<UUID, Source> known = new HashMap<>();
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            UUID id = StoredLines.id(subject);
            Row row = rows.get(id);
            Set<String> posted = actual.getOrDefault(id, Set.of());
            var differences = new Differences(subject, found);
            if (row == null) {
                differences.see("line", "one, of %s".formatted(posted), null);
                continue;
            }
            Source source = known.computeIfAbsent(
                    row.source(),
                    it -> sources.find(row.tenant(), new SourceId(it)).orElse(null));
            compare(row, source, posted, differences);
        }
        return found;
    }

    private static void compare(Row row, @Nullable Source source, Set<String> posted, Differences differences) {
        boolean matched = row.state().equals("matched");
        if (source == null) {
            differences.see("source", row.source(), null);
            return;
        }
        var clearing = new Clearing(source, row.id(), row.id(), row.currency());
        if (matched) {
            if (row.moved() == null) {
                differences.see("movements", "those that it was matched with", null);
                return;
            }
            long missing = row.id().equals(row.match()) ? row.moved() - row.paid() : 0;
            clearing.cleared(row.amount()).fee(row.fee()).lost(missing);
        }
        differences.see("transfers", Posted.words(clearing.transfers()), posted);
        differences.see("exception", open(row.state()), row.open());
        boolean settled = row.state().equals("settled");
        differences.see("decision", settled, !row.settled().isEmpty());
    }

    /** The results of the exceptions that are open about a line of a state. */
    private static Set<String> open(String state) {
        return Arrays.stream(Result.values())
                .filter(result -> result != Result.MISSING_IN_BANK)
                .filter(result -> Objects.equals(Remedies.open(result).wire(), state))
                .map(Result::wire)
                .findFirst()
                .map(Set::of)
                .orElse(Set.of());
    }
}
