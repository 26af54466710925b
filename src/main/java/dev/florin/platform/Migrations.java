package dev.florin.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings the schemas up to date at start-up. A module owns the schema of its name: its scripts lie in
 * {@code db/migration/<module>}, name tables in full ({@code create table vault.card …}), and have a history of their
 * own in that schema, so that modules change without regard to each other's version numbers. What belongs to no module
 * is in {@code db/migration/root}, goes into {@code public}, and comes first.
 *
 * <p>Where there is a {@link DatabaseOwner}, scripts are run by it, and what they make is its own; the role that Florin
 * works as is then given what it needs.
 *
 * <p>Asking every history what is left to do takes Flyway a second or more. So a fingerprint of all scripts is kept in
 * the database once they have been run, and as long as it holds Flyway is not even loaded.
 */
@Component
class Migrations implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);
    private static final String SCRIPTS = "db/migration/";
    private static final String ROOT = "root";

    private final DataSource application;
    private final @Nullable DatabaseOwner owner;
    private final ResourcePatternResolver resources;
    private final boolean readOnly;
    private String fingerprint = "";

    /** @param check what is to be checked and not changed; empty where Florin runs */
    Migrations(
            DataSource application,
            ObjectProvider<DatabaseOwner> owner,
            ResourcePatternResolver resources,
            @Value("${florin.check:}") String check) {
        this.application = application;
        this.owner = owner.getIfAvailable();
        this.resources = resources;
        this.readOnly = !check.isEmpty();
    }

    @Override
    public void afterPropertiesSet() throws IOException {
        var scripts = scripts();
        var jdbc = JdbcClient.create(application); // one of its own, as the bean waits for us
        String role = jdbc.sql("select current_user").query(String.class).single();
        fingerprint = fingerprint(scripts, role);
        if (!hasRun(jdbc, fingerprint)) {
            if (readOnly) {
                throw new IllegalStateException(
                        "The database is not as this version of Florin makes it; start Florin once, or check it by the"
                                + " version that it is of");
            }
            run(modules(scripts), role, fingerprint);
        }
        warnIfOwner(jdbc, role);
    }

    /** Whether the database is one that this version's scripts were run on; it may have been put back since. */
    boolean hold() {
        return hasRun(JdbcClient.create(application), fingerprint);
    }

    private void run(List<String> modules, String role, String fingerprint) {
        var dataSource = owner == null ? unhurried() : owner.dataSource();
        modules.forEach(module -> migrate(dataSource, module));
        var jdbc = JdbcClient.create(dataSource);
        new TransactionTemplate(new DataSourceTransactionManager(dataSource)).executeWithoutResult(_ -> {
            // Two instances that start at once: PostgreSQL fails one of two grants on the same table
            jdbc.sql("lock table public.migration_run in exclusive mode").update();
            if (owner != null && !role.equals(owner.username())) {
                new Grants(jdbc)
                        .to(role, modules.stream().map(Migrations::schema).toList());
            }
            jdbc.sql("insert into public.migration_run (fingerprint) values (?) on conflict do nothing")
                    .param(fingerprint)
                    .update();
        });
    }

    private SequencedMap<String, Resource> scripts() throws IOException {
        var scripts = new TreeMap<String, Resource>();
        for (var script : resources.getResources("classpath*:" + SCRIPTS + "*/*.sql")) {
            String url = script.getURL().toString();
            scripts.put(url.substring(url.lastIndexOf(SCRIPTS) + SCRIPTS.length()), script);
        }
        return scripts;
    }

    /** Of the scripts, and of who may use what they make. */
    private String fingerprint(SequencedMap<String, Resource> scripts, String role) {
        var digest = Sha256.digest();
        digest.update("%s %s\n"
                .formatted(role, owner == null ? role : owner.username())
                .getBytes(UTF_8));
        scripts.forEach((name, script) -> {
            digest.update(name.getBytes(UTF_8));
            digest.update(content(script));
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] content(Resource script) {
        try {
            return script.getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasRun(JdbcClient jdbc, String fingerprint) {
        // Not, too, where they were run for another role, and this one may not yet read anything
        boolean readable = jdbc.sql("""
                        select coalesce(has_table_privilege(to_regclass('public.migration_run'), 'select'), false)
                        """).query(Boolean.class).single();
        return readable
                && jdbc.sql("select exists (select from public.migration_run where fingerprint = ?)")
                        .param(fingerprint)
                        .query(Boolean.class)
                        .single();
    }

    /** By the table, not the settings: these may name two roles of which the wrong one, or both, can do everything. */
    private static void warnIfOwner(JdbcClient jdbc, String role) {
        boolean owns = jdbc.sql("""
                        select pg_has_role(relowner, 'member') from pg_class where oid = 'public.migration_run'::regclass
                        """).query(Boolean.class).single();
        if (owns) {
            log.warn(
                    "Florin works as {}, the role that owns its tables: whoever smuggled in a statement could rewrite even"
                            + " the audit log. Give the owner to FLORIN_MIGRATIONS_USERNAME and"
                            + " FLORIN_MIGRATIONS_PASSWORD, and another role, which needs no rights of its own, to"
                            + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.",
                    role);
        }
    }

    private static List<String> modules(SequencedMap<String, Resource> scripts) {
        return scripts.keySet().stream()
                .map(name -> name.substring(0, name.indexOf('/')))
                .distinct()
                .sorted(Comparator.comparing((String module) -> !module.equals(ROOT))
                        .thenComparing(module -> module))
                .toList();
    }

    private static String schema(String module) {
        return module.equals(ROOT) ? "public" : module;
    }

    private static void migrate(DataSource dataSource, String module) {
        var result = Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:" + SCRIPTS + module)
                .schemas(schema(module))
                .load()
                .migrate();
        log.info("Ran {} scripts of {}", result.migrationsExecuted, module);
    }

    /** Connections without the pool's time-outs, as an index over many rows takes its time. */
    private DataSource unhurried() {
        return DataSourceBuilder.derivedFrom(application)
                .type(SimpleDriverDataSource.class)
                .build();
    }
}
