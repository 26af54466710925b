package dev.florin.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.stereotype.Component;

/**
 * Brings the schemas up to date at start-up. A module owns the schema of its name: its scripts lie in
 * {@code db/migration/<module>}, name tables in full ({@code create table vault.card …}), and have a history of their
 * own in that schema, so that modules change without regard to each other's version numbers. What belongs to no module
 * is in {@code db/migration/root}, goes into {@code public}, and comes first.
 *
 * <p>Asking every history what is left to do takes Flyway a second or more. So a fingerprint of all scripts is kept in
 * the database once they have been run, and as long as it holds Flyway is not even loaded.
 */
@Component
class Migrations implements InitializingBean {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);
    private static final String SCRIPTS = "db/migration/";
    private static final String ROOT = "root";

    private final DataSource dataSource;
    private final ResourcePatternResolver resources;

    Migrations(DataSource dataSource, ResourcePatternResolver resources) {
        this.dataSource = dataSource;
        this.resources = resources;
    }

    @Override
    public void afterPropertiesSet() throws IOException {
        var scripts = scripts();
        String fingerprint = fingerprint(scripts);
        var jdbc = JdbcClient.create(dataSource); // one of its own, as the bean waits for us
        if (!hasRun(jdbc, fingerprint)) {
            modules(scripts).forEach(this::migrate);
            jdbc.sql("insert into public.migration_run (fingerprint) values (?) on conflict do nothing")
                    .param(fingerprint)
                    .update();
        }
    }

    private SequencedMap<String, Resource> scripts() throws IOException {
        var scripts = new TreeMap<String, Resource>();
        for (var script : resources.getResources("classpath*:" + SCRIPTS + "*/*.sql")) {
            String url = script.getURL().toString();
            scripts.put(url.substring(url.lastIndexOf(SCRIPTS) + SCRIPTS.length()), script);
        }
        return scripts;
    }

    private static String fingerprint(SequencedMap<String, Resource> scripts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            scripts.forEach((name, script) -> {
                digest.update(name.getBytes(UTF_8));
                digest.update(content(script));
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    private static byte[] content(Resource script) {
        try {
            return script.getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasRun(JdbcClient jdbc, String fingerprint) {
        boolean first = jdbc.sql("select to_regclass('public.migration_run') is null")
                .query(Boolean.class)
                .single();
        return !first
                && jdbc.sql("select exists (select from public.migration_run where fingerprint = ?)")
                        .param(fingerprint)
                        .query(Boolean.class)
                        .single();
    }

    private static List<String> modules(SequencedMap<String, Resource> scripts) {
        return scripts.keySet().stream()
                .map(name -> name.substring(0, name.indexOf('/')))
                .distinct()
                .sorted(Comparator.comparing((String module) -> !module.equals(ROOT))
                        .thenComparing(module -> module))
                .toList();
    }

    private void migrate(String module) {
        var result = Flyway.configure()
                .dataSource(unhurried())
                .locations("classpath:" + SCRIPTS + module)
                .schemas(module.equals(ROOT) ? "public" : module)
                .load()
                .migrate();
        log.info("Ran {} scripts of {}", result.migrationsExecuted, module);
    }

    /** Connections without the pool's time-outs, as an index over many rows takes its time. */
    private DataSource unhurried() {
        return DataSourceBuilder.derivedFrom(dataSource)
                .type(SimpleDriverDataSource.class)
                .build();
    }
}
