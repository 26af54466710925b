package dev.florin.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The owner, for whoever gives one; the embedded server brings its own. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("florin.migrations.username")
@EnableConfigurationProperties(DatabaseOwnerConfiguration.Settings.class)
class DatabaseOwnerConfiguration {

    /**
     * @param username of the role that owns the schemas
     * @param url if it is reached in another way than the database is at work, such as past a pool of connections
     */
    @ConfigurationProperties("florin.migrations")
    record Settings(
            String username,
            @DefaultValue("") String password,
            @Nullable String url) {}

    @Bean
    DatabaseOwner databaseOwner(Settings settings, JdbcConnectionDetails application) {
        String url = settings.url() == null || settings.url().isBlank() ? application.getJdbcUrl() : settings.url();
        return new DatabaseOwner(url, settings.username(), settings.password());
    }
}
