package dev.florin.seed;

import dev.florin.Florin;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.DemoMerchant;
import dev.florin.merchants.Merchant;
import dev.florin.merchants.Merchants;
import dev.florin.platform.DatabaseOwner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * The command that fills a merchant's test data: {@code ./mvnw -Pseed verify [-Dseed.payments=100000]
 * [-Dseed.merchant=<UUID>]}. It uses the database that {@code ./mvnw spring-boot:run} uses, which must not be running,
 * or the one that {@code SPRING_DATASOURCE_URL} names.
 */
final class Seed {

    private static final int MOST = 2_000_000;

    private Seed() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.getInteger("seed.payments", 100_000);
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("Between 0 and %,d payments can be made.".formatted(MOST));
        }
        var application = new SpringApplicationBuilder(Florin.class)
                .profiles("dev")
                .properties(
                        "server.port=0",
                        "florin.sandbox.port=0",
                        "db-scheduler.enabled=false") // jobs would wait for what is locked here
                .web(WebApplicationType.SERVLET);
        try (var florin = application.run(arguments)) {
            UUID merchantId = Optional.ofNullable(System.getProperty("seed.merchant"))
                    .filter(id -> !id.isBlank())
                    .map(UUID::fromString)
                    .orElse(DemoMerchant.ID);
            Merchant merchant = florin.getBean(Merchants.class)
                    .find(merchantId)
                    .orElseThrow(() -> new IllegalArgumentException("There is no merchant " + merchantId));
            var clock = florin.getBean(InstantSource.class);
            long begun = System.nanoTime();
            System.out.printf("%n%,d payments of thirteen months for %s, in test mode:%n", count, merchant.name());
            new Seeding(unhurried(florin))
                    .seed(
                            new Tenant(merchantId, false),
                            merchant.timezone(),
                            count,
                            clock.instant(),
                            clock.millis(),
                            made -> report(made, count, begun));
            System.out.printf("Done after %d s.%n", seconds(begun));
        }
    }

    private static DataSource unhurried(ApplicationContext florin) {
        DatabaseOwner owner = florin.getBeanProvider(DatabaseOwner.class).getIfAvailable();
        return owner != null
                ? owner.dataSource()
                : DataSourceBuilder.derivedFrom(florin.getBean(DataSource.class))
                        .type(SimpleDriverDataSource.class)
                        .build();
    }

    private static void report(int made, int count, long begun) {
        System.out.printf("  %,9d payments, %3d %%, %d s%n", made, 100L * made / Math.max(1, count), seconds(begun));
    }

    private static long seconds(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    }
}
