package dev.florin.platform;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** {@code migrations}: whether the database has the tables that this version goes by. */
@Component("migrationsHealthIndicator")
class MigrationsHealth implements HealthIndicator {

    private final Migrations migrations;

    MigrationsHealth(Migrations migrations) {
        this.migrations = migrations;
    }

    @Override
    public Health health() {
        try {
            return migrations.hold()
                    ? Health.up().build()
                    : Health.down()
                            .withDetail("why", "scripts of this version were not run")
                            .build();
        } catch (RuntimeException e) {
            return Health.down()
                    .withDetail("why", "the database does not answer")
                    .build();
        }
    }
}
