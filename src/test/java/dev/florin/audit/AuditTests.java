package dev.florin.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.florin.FlorinTest;
import dev.florin.audit.Verification.Break;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.platform.DatabaseOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@FlorinTest
class AuditTests {

    private static final Actor ASHA = Actor.person(TypeId.next(), "Asha@Example.com");

    @Autowired
    Audit audit;

    @Autowired
    Verifier verifier;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DatabaseOwner owner;

    @Autowired
    PlatformTransactionManager transactions;

    final Tenant tenant = new Tenant(TypeId.next(), false);
    final Chain chain = new Chain(tenant.merchant());
    JdbcClient ownersJdbc;

    @BeforeEach
    void becomeOwner() {
        ownersJdbc = JdbcClient.create(owner.dataSource());
        // What an owner took from itself it can give itself again
        ownersJdbc.sql("grant all on audit.entry to current_user").update();
    }

    @Test
    void anEntrySaysWhoDidWhatFromWhereAndWhatItWasBeforeAndAfter() {
        var origin = new Origin("192.0.2.7", "Mozilla/5.0", "req_1");
        audit.record(Deed.by(ASHA, "refund.create", "rfnd_1")
                .at(tenant)
                .from(origin)
                .before(Map.of("refunded", 0))
                .after(Map.of("refunded", 500, "lines", List.of("tea", "cup"))));

        var entry = audit.entriesOf(tenant.merchant(), "rfnd_1").getFirst();
        assertThat(entry.actor()).isEqualTo(ASHA);
        assertThat(entry.live()).isFalse();
        assertThat(entry.origin()).isEqualTo(origin);
        assertThat(entry.was()).isEqualTo(Map.of("refunded", 0));
        assertThat(entry.became()).isEqualTo(Map.of("refunded", 500, "lines", List.of("tea", "cup")));
        assertThat(entry.publicId()).startsWith("aud_");
    }

    @Test
    void anEntryGoesWhereItsTransactionGoes() {
        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            record("key.rotate", "key_1");
            transaction.setRollbackOnly();
        });

        assertThat(entries()).isEmpty();
    }

    @Test
    void whoRecordsAtTheSameTimeGetsOneWholeChain() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Void> many = () -> {
                IntStream.range(0, 25).forEach(i -> record("payment.capture", "pay_" + i));
                return null;
            };
            for (var done :
                    threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> many).toList())) {
                done.get();
            }
        }

        assertThat(jdbc.sql("select seq from audit.entry where chain = ? order by seq")
                        .param(tenant.merchant())
                        .query(Long.class)
                        .list())
                .isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(audit.verify(chain).sound()).isTrue();
        assertThat(audit.verify(chain).entries()).isEqualTo(200);
    }

    @Test
    void entriesAreFoundByWhoWhatAndWhen() {
        record("key.rotate", "key_1");
        record("key.revoke", "key_1");
        record("keyring.open", "key_2");
        audit.record(Deed.by(Actor.SYSTEM, "key.expire", "key_1").at(tenant));
        var last = entries().getFirst();

        assertThat(actions(new Filter("asha@example.COM", "key.", null, null, null)))
                .containsExactly("key.revoke", "key.rotate");
        assertThat(actions(new Filter("florin", null, null, null, null))).containsExactly("key.expire");
        assertThat(actions(new Filter(null, null, "key_2", null, null))).containsExactly("keyring.open");
        assertThat(actions(new Filter(null, null, null, last.at().plusSeconds(1), null)))
                .isEmpty();
        assertThat(actions(new Filter(null, null, null, null, last.at().plusSeconds(1))))
                .hasSize(4);
        assertThat(audit.list(TypeId.next(), Filter.NONE, PageQuery.first(10)).data())
                .isEmpty();
        assertThat(audit.listAll(new Filter(null, "keyring.", "key_2", null, null), PageQuery.first(10))
                        .data())
                .extracting(Entry::chain)
                .contains(chain);
    }

    @Test
    void pagesFollowOneAnother() {
        IntStream.range(0, 5).forEach(i -> record("key.rotate", "key_" + i));

        var first = audit.list(tenant.merchant(), Filter.NONE, PageQuery.first(2));
        var second = audit.list(
                tenant.merchant(),
                Filter.NONE,
                new PageQuery(2, first.data().getLast().id(), null));

        assertThat(first.data()).extracting(Entry::subject).containsExactly("key_4", "key_3");
        assertThat(second.data()).extracting(Entry::subject).containsExactly("key_2", "key_1");
    }

    @Test
    void whatBelongsToNoMerchantIsInThePlatformsChain() {
        audit.record(Deed.by(Actor.stranger("nobody@example.com"), "sign_in.failed", "nobody@example.com"));

        var entry = audit.list(null, Filter.NONE, PageQuery.first(1)).data().getFirst();
        assertThat(entry.chain().merchant()).isNull();
        assertThat(entry.actor().kind()).isEqualTo(Actor.Kind.STRANGER);
    }

    @Test
    void whatStrangersSayIsKeptCleanAndShortAndStaysSound() {
        audit.record(Deed.by(Actor.stranger("\0a\uD800 4242424242424242" + "x".repeat(1000)), "sign_in.failed", "\0")
                .at(tenant)
                .from(new Origin("::1", "cvc 12345" + "\uD83D\uDE00".repeat(400), null))
                .after(Map.of("n\0te", "card 4242 4242 4242 4242 \uDC00", "half", "x".repeat(1999) + "\uD83D\uDE00")));

        var entry = entries().getFirst();
        assertThat(entry.actor().name()).startsWith("a? 424242******4242").hasSizeLessThanOrEqualTo(320);
        assertThat(entry.origin().userAgent()).hasSizeLessThanOrEqualTo(300).endsWith("…");
        assertThat(entry.after()).contains("424242******4242").doesNotContain("4242 4242");
        assertThat(audit.verify(chain).sound()).isTrue();
    }

    @Test
    void anActionIsANounAndAVerb() {
        assertThatIllegalArgumentException().isThrownBy(() -> Deed.by(ASHA, "Refund created", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit.entry set actor_name = 'somebody else'",
                "delete from audit.entry",
                "truncate audit.entry",
                "alter table audit.entry add column note text",
                "alter table audit.entry disable trigger all",
                "drop table audit.entry",
                "drop schema audit cascade",
                "create rule forget as on insert to audit.entry do instead nothing",
                "create index slow on audit.entry (ip)",
                "create table audit.other (id int)",
                "set role florin",
                "update audit.checkpoint set hash = ''",
                "delete from audit.verification",
                "insert into public.migration_run (fingerprint) values ('')",
                "select * from audit.flyway_schema_history",
                "create table public.mine (id int)",
                "update ledger.transfer set amount = 1",
                "truncate ledger.transfer"
            })
    void florinsOwnRoleCannotChangeWhatIsOnlyAddedTo(String statement) {
        record("key.rotate", "key_1");

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql(statement).update())
                .havingRootCause()
                .withMessageMatching("(?s).*(permission denied|must be owner|must be able to SET ROLE).*");
        assertThat(audit.verify(chain).entries()).isEqualTo(1);
    }

    @Test
    void itCannotGiveItselfTheRightEither() {
        record("key.rotate", "key_1");
        jdbc.sql("grant all on audit.entry to current_user")
                .update(); // to PostgreSQL a warning, and nothing is granted

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("delete from audit.entry").update());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor_kind = 'system'",
                "actor_kind = 'nobody'",
                "actor_id = null",
                "actor_name = 'x'",
                "action = 'key.revoke'",
                "subject = 'key_9'",
                "before = '{}'",
                "after = null",
                "after = '{\"a\": 1}'",
                "live = true",
                "live = null",
                "ip = '::1'",
                "user_agent = ''",
                "request = 'r'",
                "at = at + interval '1 microsecond'",
                "id = gen_random_uuid()",
                "hash = repeat('0', 64)"
            })
    void aChangedEntryIsNamed(String change) {
        IntStream.rangeClosed(1, 5)
                .forEach(i -> audit.record(Deed.by(ASHA, "key.rotate", "key_" + i)
                        .at(tenant)
                        .from(new Origin("192.0.2.7", "curl", "req_1"))
                        .after(Map.of("a", 1))));

        tamper("update audit.entry set " + change + " where chain = ? and seq = 3");

        var broken = onlyBreak(audit.verify(chain));
        assertThat(broken.seq()).isEqualTo(3);
        assertThat(broken.reason()).startsWith("Entry 3 was changed");
        assertThat(broken.entry()).startsWith("aud_");
    }

    @Test
    void aRemovedEntryIsNamed() {
        recordFive();

        tamper("delete from audit.entry where chain = ? and seq = 2");

        assertThat(onlyBreak(audit.verify(chain))).isEqualTo(new Break(chain, 2, null, "Entry 2 was removed."));
    }

    @Test
    void anEntryThatWasPutInBetweenIsNamed() {
        recordFive();

        tamper("update audit.entry set seq = seq + 1000 where chain = ? and seq >= 3");
        ownersJdbc
                .sql("insert into audit.entry select chain, 3, gen_random_uuid(), at, live, actor_kind, actor_id,"
                        + " actor_name, action, subject, before, after, ip, user_agent, request, hash"
                        + " from audit.entry where chain = ? and seq = 2")
                .param(chain.id())
                .update();
        tamper("update audit.entry set seq = seq - 999 where chain = ? and seq > 1000");

        assertThat(onlyBreak(audit.verify(chain)).seq()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEndThatWasTakenAwayIsMissedOnceItWasFoundSound(boolean full) {
        recordFive();
        verifier.verifyAll(full);

        tamper("delete from audit.entry where chain = ? and seq >= 4");

        assertThat(breaks(verifier.verifyAll(full))).extracting(Break::seq).containsExactly(full ? 4L : 5L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aChainThatWasMadeAnewIsFoundOutByWhatWasFoundSoundBefore(boolean full) {
        recordFive();
        verifier.verifyAll(full);

        var forged = new ArrayList<Entry>();
        String earlier = Seal.BEFORE_ALL;
        for (Entry entry : entries().reversed()) {
            var other = new Entry(
                            chain,
                            entry.seq(),
                            entry.id(),
                            entry.at(),
                            entry.live(),
                            Actor.SYSTEM,
                            entry.action(),
                            entry.subject(),
                            entry.before(),
                            entry.after(),
                            entry.origin(),
                            "")
                    .sealed(earlier);
            earlier = other.hash();
            forged.add(other);
        }
        tamper("delete from audit.entry where chain = ?");
        forged.forEach(entry -> new EntryRepository(ownersJdbc).add(entry));

        assertThat(breaks(verifier.verifyAll(full))).singleElement().satisfies(broken -> {
            assertThat(broken.seq()).isEqualTo(5);
            assertThat(broken.reason()).contains("another hash than when it was last found sound");
        });
    }

    @Test
    void theNextTimeOnlyWhatIsNewIsLookedAt() {
        recordFive();
        assertThat(audit.verifyAll().full()).isTrue();
        record("key.rotate", "key_6");

        var since = verifier.verifyAll(false);

        assertThat(breaks(since)).isEmpty();
        assertThat(since.entries()).isLessThan(audit.verifyAll().entries());
        record("key.rotate", "key_7");
        tamper("update audit.entry set subject = 'key_8' where chain = ? and seq = 7");
        assertThat(breaks(verifier.verifyAll(false))).extracting(Break::seq).containsExactly(7L);
        assertThat(audit.lastVerification())
                .hasValueSatisfying(last -> assertThat(breaks(last)).hasSize(1));
    }

    private void recordFive() {
        IntStream.rangeClosed(1, 5).forEach(i -> record("key.rotate", "key_" + i));
    }

    private void record(String action, String subject) {
        audit.record(Deed.by(ASHA, action, subject).at(tenant));
    }

    private List<Entry> entries() {
        return audit.list(tenant.merchant(), Filter.NONE, PageQuery.first(100)).data();
    }

    private List<String> actions(Filter filter) {
        return audit.list(tenant.merchant(), filter, PageQuery.first(100)).data().stream()
                .map(Entry::action)
                .toList();
    }

    private void tamper(String sql) {
        assertThat(ownersJdbc.sql(sql).param(chain.id()).update()).isPositive();
    }

    private static Break onlyBreak(Verification verification) {
        assertThat(verification.breaks()).hasSize(1);
        return verification.breaks().getFirst();
    }

    private List<Break> breaks(Verification verification) {
        UUID mine = tenant.merchant();
        return verification.breaks().stream()
                .filter(broken -> broken.chain().id().equals(mine))
                .toList();
    }
}
