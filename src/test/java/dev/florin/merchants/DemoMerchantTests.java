package dev.florin.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.FlorinTest;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

@FlorinTest
class DemoMerchantTests {

    @Autowired
    DemoMerchant demo;

    @Autowired
    DemoProfile profile;

    @Autowired
    Merchants merchants;

    @Autowired
    MerchantRepository repository;

    @Autowired
    KeyRepository keys;

    @Autowired
    LastUses lastUses;

    @Autowired
    Secrets secrets;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void asItWas() {
        demo.afterSingletonsInstantiated();
        profile.make();
    }

    @Test
    void theDemoMerchantIsLetInByTheKeysThatEveryoneKnows() {
        assertThat(merchants
                        .authenticate("key_test_abc123", "secret_test_xyz789")
                        .map(Caller::tenant))
                .contains(DemoMerchant.TENANT);
        assertThat(merchants.find(DemoMerchant.ID).map(Merchant::name)).contains("Demo Tea House");
    }

    @Test
    void instancesThatStartAtOnceMakeOneDemoMerchant() throws Exception {
        for (String table : List.of("api_key", "profile", "signing_secret", "bank_account")) {
            jdbc.sql("delete from merchants.%s where merchant_id = ?".formatted(table))
                    .param(DemoMerchant.ID)
                    .update();
        }
        jdbc.sql("delete from merchants.merchant where id = ?")
                .param(DemoMerchant.ID)
                .update();
        Callable<Object> start = () -> {
            demo.afterSingletonsInstantiated();
            return "started";
        };

        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var started :
                    threads.invokeAll(IntStream.range(0, 6).mapToObj(_ -> start).toList())) {
                assertThat(started.get()).isEqualTo("started");
            }
        }

        assertThat(merchants.keys(DemoMerchant.TENANT)).hasSize(1);
    }

    @Test
    void outsideOfDevelopmentItsKeyIsRevoked() {
        in("prod").afterSingletonsInstantiated();

        var elsewhere = new Merchants(repository, keys, lastUses, secrets, InstantSource.system());
        assertThat(elsewhere.authenticate(DemoMerchant.KEY_ID, DemoMerchant.SECRET))
                .isEmpty();
        assertThat(in("prod").isWelcome()).isFalse();
        assertThat(in("dev").isWelcome()).isTrue();
    }

    private DemoMerchant in(String profile) {
        var environment = new MockEnvironment();
        environment.setActiveProfiles(profile);
        return new DemoMerchant(repository, keys, secrets, InstantSource.system(), environment);
    }
}
