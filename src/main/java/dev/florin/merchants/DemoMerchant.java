package dev.florin.merchants;

import dev.florin.kernel.Tenant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * A merchant to play with, whose test keys everyone knows. It exists in the profiles {@code dev} and {@code test} only:
 * where another profile starts on a database that has it, its key is revoked before the first request.
 */
@Component
public class DemoMerchant implements SmartInitializingSingleton {

    public static final UUID ID = UUID.fromString("01900000-0000-7000-8000-00000000d3e0");
    public static final Tenant TENANT = new Tenant(ID, false);
    public static final String KEY_ID = "key_test_abc123";
    public static final String SECRET = "secret_test_xyz789";

    private static final Logger log = LoggerFactory.getLogger(DemoMerchant.class);

    private final MerchantRepository merchants;
    private final KeyRepository keys;
    private final Secrets secrets;
    private final InstantSource clock;
    private final boolean welcome;

    DemoMerchant(
            MerchantRepository merchants,
            KeyRepository keys,
            Secrets secrets,
            InstantSource clock,
            Environment environment) {
        this.merchants = merchants;
        this.keys = keys;
        this.secrets = secrets;
        this.clock = clock;
        this.welcome = environment.acceptsProfiles(Profiles.of("dev | test"));
    }

    /** Whether the demo merchant's key is let in. */
    public boolean isWelcome() {
        return welcome;
    }

    /** Before the first request can come in. Done again, or by two instances at once, it has the same effect. */
    @Override
    public void afterSingletonsInstantiated() {
        var now = clock.instant();
        if (welcome) {
            merchants.addIfAbsent(new Merchant(
                    ID, "Demo Tea House", Merchant.DEFAULT_REQUESTS_PER_SECOND, ZoneId.of("Asia/Kolkata"), now));
            keys.restore(new ApiKey(KEY_ID, TENANT, now, null, null, null), secrets.hash(SECRET));
        } else if (keys.revoke(TENANT, KEY_ID, now)) {
            log.warn("This database has the demo merchant; its key {} is revoked.", KEY_ID);
        }
    }
}
