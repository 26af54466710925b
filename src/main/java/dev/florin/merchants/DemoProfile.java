package dev.florin.merchants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** How the demo merchant looks, where it is paid to, and the secret that all know its checkout's results are signed with. */
@Component
class DemoProfile {

    static final String SIGNING_SECRET = "sgn_test_abc123";

    /** The shop that comes with Florin. */
    static final String ORIGIN = "http://localhost:4001";

    private final ProfileRepository profiles;
    private final Signing signing;
    private final BankAccounts accounts;
    private final DemoMerchant demo;
    private final InstantSource clock;

    DemoProfile(
            ProfileRepository profiles,
            Signing signing,
            BankAccounts accounts,
            DemoMerchant demo,
            InstantSource clock) {
        this.profiles = profiles;
        this.signing = signing;
        this.accounts = accounts;
        this.demo = demo;
        this.clock = clock;
    }

    /** Done again, or by two instances at once, it has the same effect. */
    @EventListener(ApplicationStartedEvent.class)
    void make() {
        if (demo.isWelcome()) {
            var profile = new MerchantProfile("Demo Tea House", "#1f6f4a", logo(), List.of(ORIGIN), true);
            profiles.addIfAbsent(DemoMerchant.TENANT, profile, clock.instant());
            signing.addIfAbsent(DemoMerchant.TENANT, SIGNING_SECRET);
            accounts.addIfAbsent(DemoMerchant.TENANT, BankAccount.of("Demo Tea House", "000123456789", "DEMO0000001"));
        }
    }

    private static Logo logo() {
        try {
            var file = new ClassPathResource("demo-logo.png", DemoProfile.class);
            return new Logo("image/png", file.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
