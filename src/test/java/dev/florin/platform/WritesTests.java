package dev.florin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.florin.FlorinTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

@FlorinTest
class WritesTests {

    @Autowired
    Writes writes;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DatabaseOwner owner;

    @Autowired
    PlatformTransactionManager manager;

    TransactionTemplate transactions;
    final String group = UUID.randomUUID().toString();

    @BeforeEach
    void table() {
        transactions = new TransactionTemplate(manager);
        var schemas = JdbcClient.create(owner.dataSource());
        schemas.sql("create table if not exists public.written (grp text, name text, primary key (grp, name))")
                .update();
        schemas.sql("grant all on public.written to public").update();
    }

    @Test
    void whatIsQueuedIsWrittenInItsOrderWhenTheTransactionCommits() {
        transactions.executeWithoutResult(_ -> {
            insert("a");
            rename("a", "b");
            assertThat(written()).as("inside").isEmpty();
        });

        assertThat(written()).containsExactly("b");
    }

    @Test
    void nothingIsWrittenWhenItRollsBack() {
        transactions.executeWithoutResult(transaction -> {
            insert("a");
            transaction.setRollbackOnly();
        });

        assertThat(written()).isEmpty();
    }

    @Test
    void itGoesWithWhatTheTransactionHasWrittenAlready() {
        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> transactions.executeWithoutResult(_ -> {
                    insertNow("a");
                    insert("b");
                    insert("b");
                }));

        assertThat(written()).isEmpty();
    }

    @Test
    void aConditionThatIsNotFulfilledUndoesEverythingAndIsSaidByItsOwnStatement() {
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.executeWithoutResult(_ -> {
                    insertNow("a");
                    insert("b");
                    rename("nobody", "c");
                    insert("d");
                }))
                .withMessage("no nobody, among []");

        assertThat(written()).isEmpty();
    }

    @Test
    void aTransactionWithinAnotherHasAQueueOfItsOwn() {
        var inner = new TransactionTemplate(manager);
        inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        transactions.executeWithoutResult(transaction -> {
            insert("outer");
            inner.executeWithoutResult(_ -> insert("inner"));
            assertThat(written()).containsExactly("inner");
            insert("outer too");
        });

        assertThat(written()).containsExactly("inner", "outer", "outer too");
    }

    @Test
    void withoutATransactionItIsWrittenAtOnce() {
        insert("a");

        assertThat(written()).containsExactly("a");
        assertThatIllegalStateException().isThrownBy(() -> rename("nobody", "b"));
    }

    @Test
    void theConnectionIsFitForMoreAfterwards() {
        for (int i = 0; i < 50; i++) {
            String name = "n" + i;
            transactions.executeWithoutResult(_ -> insert(name));
            assertThatIllegalStateException()
                    .isThrownBy(() -> transactions.executeWithoutResult(_ -> rename("nobody", name)));
        }

        assertThat(written()).hasSize(50);
    }

    private void insert(String name) {
        writes.sql("insert into public.written (grp, name) values (:group, :name)")
                .param("group", group)
                .param("name", name)
                .queue();
    }

    private void rename(String from, String to) {
        writes.sql("""
                with renamed as (
                    update public.written set name = :to where grp = :group and name = :from returning 1
                )
                select public.must(count(*) = 1, :statement) from renamed
                """)
                .param("group", group)
                .param("from", from)
                .param("to", to)
                .orElse(() -> new IllegalStateException("no %s, among %s".formatted(from, written())))
                .queue();
    }

    private void insertNow(String name) {
        jdbc.sql("insert into public.written (grp, name) values (?, ?)")
                .params(group, name)
                .update();
    }

    private List<String> written() {
        return jdbc.sql("select name from public.written where grp = ? order by name")
                .param(group)
                .query((row, _) -> row.getString("name"))
                .list();
    }
}
