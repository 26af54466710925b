package dev.florin.reconciliation;

import static java.time.ZoneOffset.UTC;

import dev.florin.consistency.Check;
import dev.florin.consistency.Differences;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import dev.florin.consistency.Tenants;
import dev.florin.kernel.Tenant;
import dev.florin.ledger.Postings;
import dev.florin.ledger.Postings.Moved;
import dev.florin.ledger.Transfer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a statement should tell of is what moved on the acquirer's account of the ledger, by kind and currency. As what was
 * matched is cleared to the unit and what people decided is posted, which other checks see to, the account has what is
 * unmatched, what was not taken over yet, and what decisions left on it. Of the instant up to which movements were taken
 * over there may be more to come: it is looked at once that lies further on.
 */
@Component
class MovementsAreExpected implements Check {

    private final SourceRepository sources;
    private final Postings postings;
    private final JdbcClient jdbc;

    MovementsAreExpected(SourceRepository sources, Postings postings, JdbcClient jdbc) {
        this.sources = sources;
        this.postings = postings;
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "statements-expect-what-moved";
    }

    @Override
    public String promise() {
        return "What is matched with an acquirer's statements is what moved on its account, each transfer once.";
    }

    /** It adds up all that a source was ever told of. */
    @Override
    public boolean isContinuous() {
        return false;
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        return new Portion(
                jdbc.sql("""
                select merchant_id, livemode, id from reconciliation.source
                where taken_to is not null order by merchant_id, id
                """)
                        .query((row, _) -> new Subject(
                                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                                new SourceId(row.getObject("id", UUID.class)).toString()))
                        .list(),
                null);
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            Tenant tenant = Tenants.of(subject);
            sources.find(tenant, SourceId.of(subject.id())).ifPresent(source -> {
                Instant to = sources.takenTo(source);
                Instant from = to == null ? null : first(source);
                if (to != null && from != null) {
                    new Differences(subject, found).see("movements", moved(source, from, to), expected(source, to));
                }
            });
        }
        return found;
    }

    /** Before it, nothing was taken over. */
    private @Nullable Instant first(Source source) {
        OffsetDateTime first = jdbc.sql("""
                select min(posted_at) as first from reconciliation.expected where merchant_id = ? and source_id = ?
                """)
                .params(source.tenant().merchant(), source.id().value())
                .query((row, _) -> Optional.ofNullable(row.getObject("first", OffsetDateTime.class)))
                .single()
                .orElse(null);
        return first == null ? null : first.toInstant();
    }

    private Map<String, String> expected(Source source, Instant to) {
        Map<String, String> words = new TreeMap<>();
        jdbc.sql("""
                select kind, currency, count(*) as movements, sum(amount)::bigint as amount
                from reconciliation.expected where merchant_id = ? and source_id = ? and posted_at < ?
                group by kind, currency
                """)
                .params(source.tenant().merchant(), source.id().value(), to.atOffset(UTC))
                .query(row -> {
                    words.put(
                            row.getString("kind") + " " + row.getString("currency"),
                            words(row.getLong("movements"), row.getLong("amount")));
                });
        return words;
    }

    private Map<String, String> moved(Source source, Instant from, Instant to) {
        Map<String, long[]> sums = new TreeMap<>();
        for (Moved moved : postings.moved(source.tenant(), source.account(), from, to)) {
            Transfer sum = moved.sum();
            if (!ExpectedRepository.OWN_KINDS.contains(sum.kind())) {
                long[] of = sums.computeIfAbsent(
                        sum.kind() + " " + sum.amount().currency().getCurrencyCode(), _ -> new long[2]);
                of[0] += moved.transfers();
                of[1] += sum.debit().code().equals(source.account())
                        ? sum.amount().minor()
                        : -sum.amount().minor();
            }
        }
        Map<String, String> words = new TreeMap<>();
        sums.forEach((kind, of) -> words.put(kind, words(of[0], of[1])));
        return words;
    }

    private static String words(long movements, long amount) {
        return "%d of %d".formatted(movements, amount);
    }
}
