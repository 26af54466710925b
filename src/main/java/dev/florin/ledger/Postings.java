package dev.florin.ledger;

import static java.time.ZoneOffset.UTC;

import dev.florin.consistency.Check.Portion;
import dev.florin.consistency.Place;
import dev.florin.consistency.Subject;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Transfers of all merchants, for modules that check what they have stored against what they have posted. */
@Component
public class Postings {

    private static final UUID NOBODY = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final AtomicReference<@Nullable Posted> last = new AtomicReference<>();

    Postings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Something that transfers are about. */
    public record About(Tenant tenant, UUID subject) {}

    /** A transfer, and about what it is. */
    public record Line(About about, UUID id, String kind, String debit, String credit, Money amount) {

        /** As {@link Transfer#words()}. */
        public String words() {
            return Transfer.words(id, kind, debit, credit, amount);
        }
    }

    /**
     * What was posted about in a span of the database's time, by transfers of these kinds.
     *
     * @param before behind {@link dev.florin.platform.Horizon}, so that what is read once holds for all who ask next
     */
    public List<About> posted(Instant from, Instant before, String... kinds) {
        Posted known = last.get();
        if (known == null || !known.from().equals(from) || !known.before().equals(before)) {
            known = read(from, before);
            last.set(known);
        }
        return Arrays.stream(kinds).flatMap(known.byKind()::stream).distinct().toList();
    }

    private record Posted(Instant from, Instant before, Kinds byKind) {}

    private record Kinds(Map<String, List<About>> abouts) {

        Stream<About> stream(String kind) {
            return abouts.getOrDefault(kind, List.of()).stream();
        }
    }

    private Posted read(Instant from, Instant before) {
        Map<String, List<About>> abouts = new HashMap<>();
        jdbc.sql("""
                select distinct kind, merchant_id, livemode, subject from ledger.transfer
                where posted_at >= ? and posted_at < ?
                """).params(from.atOffset(UTC), before.atOffset(UTC)).query(row -> {
            abouts.computeIfAbsent(row.getString("kind"), _ -> new ArrayList<>())
                    .add(about(row));
        });
        return new Posted(from, before, new Kinds(abouts));
    }

    /**
     * All that transfers of these kinds are about, by merchant and id, a portion at a time.
     *
     * @param subjects of what was read, in which one thing may stand several times
     */
    public Portion walk(
            @Nullable String after, int most, Function<List<About>, List<Subject>> subjects, String... kinds) {
        Place place = Place.of(after);
        List<About> read = jdbc.sql("""
                select merchant_id, livemode, subject from ledger.transfer
                where (merchant_id, subject) > (?, ?) and kind = any(?)
                order by merchant_id, subject limit ?
                """)
                .params(place.merchant(), place.id(), kinds, most)
                .query((row, _) -> about(row))
                .list();
        About last = read.isEmpty() ? null : read.getLast();
        return new Portion(
                subjects.apply(read),
                last == null || read.size() < most
                        ? null
                        : new Place(last.tenant().merchant(), last.subject()).toString());
    }

    /** All transfers about these. */
    public List<Line> lines(Collection<UUID> merchants, Collection<UUID> subjects) {
        return jdbc.sql("""
                select t.merchant_id, t.livemode, t.subject, t.id, t.kind, t.debit, t.credit, t.amount, t.currency
                from unnest(?::uuid[], ?::uuid[]) as s (merchant_id, subject)
                join ledger.transfer t on t.merchant_id = s.merchant_id and t.subject = s.subject
                """)
                .params(merchants.toArray(UUID[]::new), subjects.toArray(UUID[]::new))
                .query((row, _) -> new Line(
                        about(row),
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getString("debit"),
                        row.getString("credit"),
                        Money.of(row.getLong("amount"), row.getString("currency"))))
                .list();
    }

    /**
     * Transfers of an account, added up: those of the same kind, accounts and currency are one.
     *
     * @param sum as if it had been one transfer, of no id and about nothing
     * @param transfers how many there were
     */
    public record Moved(Transfer sum, long transfers) {}

    /**
     * What moved on an account in a span of the database's time.
     *
     * @param account its code
     * @param from inclusive
     * @param before exclusive; null for no end
     */
    public List<Moved> moved(Tenant tenant, String account, Instant from, @Nullable Instant before) {
        return jdbc.sql("""
                select debit, debit_side, credit, credit_side, kind, currency, sum(amount)::bigint as amount,
                    count(*) as transfers
                from ledger.transfer
                where merchant_id = :merchant and livemode = :live and (debit = :account or credit = :account)
                  and posted_at >= :from and posted_at < coalesce(:before::timestamptz, 'infinity')
                group by debit, debit_side, credit, credit_side, kind, currency
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("account", account)
                .param("from", from.atOffset(UTC))
                .param("before", before == null ? null : before.atOffset(UTC))
                .query((row, _) -> new Moved(sum(row), row.getLong("transfers")))
                .list();
    }

    private static Transfer sum(ResultSet row) throws SQLException {
        return new Transfer(
                NOBODY,
                Ledger.account(row.getString("debit"), row.getString("debit_side")),
                Ledger.account(row.getString("credit"), row.getString("credit_side")),
                Money.of(row.getLong("amount"), row.getString("currency")),
                row.getString("kind"),
                NOBODY);
    }

    private static About about(ResultSet row) throws SQLException {
        return new About(
                new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                row.getObject("subject", UUID.class));
    }
}
