package dev.florin;

import dev.florin.platform.DatabaseOwner;
import dev.florin.platform.EmbeddedPostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * An empty database for each test context, where Florin works as a role that owns nothing: in a container where Docker answers, in an embedded server elsewhere.
 * {@code -Dtest.database=embedded} or {@code =docker} chooses.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TestDatabase {

    @TestConfiguration(proxyBeanMethods = false)
    @Conditional(WithDocker.class)
    static class InContainer {
        @Bean(initMethod = "start")
        PostgreSQLContainer postgres() {
            return new PostgreSQLContainer(DockerImageName.parse("postgres:18-alpine"));
        }

        @Bean
        DatabaseOwner ownerOfTestDatabase(PostgreSQLContainer postgres) {
            return new DatabaseOwner(postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
        }

        @Bean
        JdbcConnectionDetails testDatabase(PostgreSQLContainer postgres, DatabaseOwner owner) {
            JdbcClient.create(owner.dataSource())
                    .sql("create role %s login password '%s'".formatted(EmbeddedPostgresServer.USER, owner.password()))
                    .update();
            return new JdbcConnectionDetails() {
                @Override
                public String getJdbcUrl() {
                    return postgres.getJdbcUrl();
                }

                @Override
                public String getUsername() {
                    return EmbeddedPostgresServer.USER;
                }

                @Override
                public String getPassword() {
                    return owner.password();
                }
            };
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    @Conditional(WithoutDocker.class)
    static class Embedded {
        private final String database = SharedServer.createDatabase();

        Embedded() throws SQLException {}

        @Bean
        JdbcConnectionDetails testDatabase() {
            return SharedServer.INSTANCE.connectionTo(database);
        }

        @Bean
        DatabaseOwner ownerOfTestDatabase() {
            return SharedServer.INSTANCE.ownerOf(database);
        }
    }

    /** One server for all contexts of a JVM; its watchdog stops it when the JVM ends, after the last context is closed. */
    private static final class SharedServer {

        private static final String PREFIX = "test_";
        private static final int MOST_JVMS = 4;

        // Kept between runs, so that only the first one unpacks binaries and makes a cluster
        static final EmbeddedPostgresServer INSTANCE = start();

        /** In the first place that no other JVM works in. */
        private static EmbeddedPostgresServer start() {
            for (int place = 1; ; place++) {
                try {
                    return EmbeddedPostgresServer.start(new EmbeddedPostgresServer.Settings(
                            Path.of("target/test-postgres-" + place), 0, false, Map.of("max_connections", "300")));
                } catch (IllegalStateException e) {
                    if (place == MOST_JVMS) {
                        throw e;
                    }
                }
            }
        }

        static {
            try {
                dropDatabasesOfEarlierRuns();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        static String createDatabase() throws SQLException {
            String name = PREFIX + UUID.randomUUID().toString().replace("-", "");
            try (var connection = INSTANCE.administer();
                    var statement = connection.createStatement()) {
                statement.execute("create database %s owner %s".formatted(name, EmbeddedPostgresServer.OWNER));
            }
            return name;
        }

        private static void dropDatabasesOfEarlierRuns() throws SQLException {
            try (var connection = INSTANCE.administer();
                    var statement = connection.createStatement()) {
                List<String> names = new ArrayList<>();
                try (var found = statement.executeQuery(
                        "select datname from pg_database where starts_with(datname, '" + PREFIX + "')")) {
                    while (found.next()) {
                        names.add(found.getString(1));
                    }
                }
                for (String name : names) {
                    statement.execute("drop database " + name + " with (force)");
                }
            }
        }
    }

    private static boolean docker() {
        return switch (System.getProperty("test.database", "auto")) {
            case "embedded" -> false;
            case "docker" -> true;
            default -> DockerClientFactory.instance().isDockerAvailable();
        };
    }

    static class WithDocker implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return docker();
        }
    }

    static class WithoutDocker implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !docker();
        }
    }
}
