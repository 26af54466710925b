package dev.florin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

@FlorinTest
@TestPropertySource(properties = "spring.application.name=florin-grants") // a database whose owner took no more rights
@ExtendWith(OutputCaptureExtension.class)
class GrantsTests {

    @Autowired
    JdbcClient jdbc;

    @Autowired
    DatabaseOwner owner;

    @Autowired
    Migrations migrations;

    @Autowired
    ResourcePatternResolver resources;

    @Test
    void florinWorksAsARoleThatOwnsNothing() {
        assertThat(jdbc.sql("select current_user").query(String.class).single()).isEqualTo(EmbeddedPostgresServer.USER);
        assertThat(jdbc.sql("""
                        select c.oid::regclass::text from pg_class c join pg_roles r on r.oid = c.relowner
                        where rolname = current_user
                        """).query(String.class).list()).isEmpty();
    }

    /** So that no statement fails only in production, and whoever makes a table that is only added to has it listed. */
    @Test
    void itMayReadAndWriteEveryTableButThese() {
        var limited = jdbc.sql("""
                        select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')
                          and not (has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
                                   and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'))
                        """).query(String.class).list();

        assertThat(limited)
                .filteredOn(table -> !table.endsWith("flyway_schema_history"))
                .containsExactlyInAnyOrder(
                        "migration_run",
                        "audit.entry",
                        "audit.checkpoint",
                        "audit.verification",
                        "ledger.transfer",
                        "settlements.terms",
                        "settlements.usual_terms");
        assertThat(jdbc.sql("select has_table_privilege('payments.payment', 'truncate')")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    void aTableOfALaterScriptIsGrantedWhenTheScriptsHaveRun() throws Exception {
        var ownersJdbc = JdbcClient.create(owner.dataSource());
        ownersJdbc
                .sql("create table orders.later (id bigint generated always as identity, note text)")
                .update();
        try {
            ownersJdbc.sql("delete from public.migration_run").update(); // as if there were new ones
            migrations.afterPropertiesSet();

            jdbc.sql("insert into orders.later (note) values ('seen')").update();
            assertThat(jdbc.sql("select note from orders.later")
                            .query(String.class)
                            .list())
                    .containsExactly("seen");
        } finally {
            ownersJdbc.sql("drop table orders.later").update();
        }
    }

    @Test
    void withOneRoleForAllItStartsAndSaysWhatThatCosts(CapturedOutput output) throws Exception {
        new Migrations(
                        owner.dataSource(),
                        new StaticListableBeanFactory().getBeanProvider(DatabaseOwner.class),
                        resources,
                        "")
                .afterPropertiesSet();

        assertThat(output).contains("WARN", "FLORIN_MIGRATIONS_USERNAME", "could rewrite even the audit log");
    }

    @Test
    void withTwoRolesNothingIsSaid(CapturedOutput output) throws Exception {
        migrations.afterPropertiesSet();

        assertThat(output).doesNotContain("FLORIN_MIGRATIONS_USERNAME");
    }
}
