package dev.florin.platform;

import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/** The database for whoever gives none: no URL, no {@link DataSource}, no connection details. */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnMissingBean({DataSource.class, JdbcConnectionDetails.class})
@ConditionalOnProperty(name = "spring.datasource.url", havingValue = "embedded", matchIfMissing = true)
@EnableConfigurationProperties(EmbeddedPostgresServer.Settings.class)
class EmbeddedPostgresAutoConfiguration {

    @Bean
    EmbeddedPostgresServer embeddedPostgresServer(EmbeddedPostgresServer.Settings settings) {
        return EmbeddedPostgresServer.start(settings);
    }

    @Bean
    JdbcConnectionDetails embeddedPostgresConnectionDetails(EmbeddedPostgresServer server) {
        return server.connectionTo(EmbeddedPostgresServer.DATABASE);
    }

    @Bean
    @ConditionalOnMissingBean
    DatabaseOwner embeddedPostgresOwner(EmbeddedPostgresServer server) {
        return server.ownerOf(EmbeddedPostgresServer.DATABASE);
    }
}
