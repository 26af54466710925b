package dev.florin.members;

import dev.florin.merchants.DemoMerchant;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * The owner of the demo merchant, who runs Florin too, and whose password everyone knows. Where the demo merchant is not
 * welcome they are shut out before the first request.
 */
@Component
public class DemoOwner implements SmartInitializingSingleton {

    public static final UUID ID = UUID.fromString("01900000-0000-7000-8000-00000000d3e1");
    public static final String EMAIL = "demo@florin.example";
    public static final String PASSWORD = "tea-and-florins";

    private static final Logger log = LoggerFactory.getLogger(DemoOwner.class);

    private final People people;
    private final DemoMerchant demo;
    private final InstantSource clock;

    DemoOwner(People people, DemoMerchant demo, InstantSource clock) {
        this.people = people;
        this.demo = demo;
        this.clock = clock;
    }

    /** Done again, or by two instances at once, it has the same effect. */
    @Override
    public void afterSingletonsInstantiated() {
        if (demo.isWelcome()) {
            people.addIfAbsent(new Person(ID, EMAIL, "Asha Demo", true, clock.instant()), PASSWORD);
            people.joinIfAbsent(new Membership(ID, DemoMerchant.ID, Role.OWNER));
        } else if (people.shutOut(ID)) {
            log.warn("This database has the demo merchant's owner; {} is shut out.", EMAIL);
        }
    }
}
