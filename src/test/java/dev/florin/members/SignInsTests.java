package dev.florin.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.florin.FlorinTest;
import dev.florin.audit.Audit;
import dev.florin.audit.Entry;
import dev.florin.audit.Filter;
import dev.florin.audit.Origin;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.members.SignInOutcome.CodeNeeded;
import dev.florin.members.SignInOutcome.Refused;
import dev.florin.members.SignInOutcome.TooMany;
import dev.florin.members.SignInOutcome.Welcome;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@FlorinTest
class SignInsTests {

    private static int house;

    @Autowired
    SignIns signIns;

    @Autowired
    SecondFactors factors;

    @Autowired
    People people;

    @Autowired
    Merchants merchants;

    @Autowired
    Audit audit;

    @Autowired
    InstantSource clock;

    @Autowired
    JdbcClient jdbc;

    UUID merchant;
    Person person;
    Origin origin;

    @BeforeEach
    void somebody() {
        merchant = MerchantFixture.merchant(merchants).tenant().merchant();
        person = MemberFixture.member(people, merchant, Role.OWNER);
        origin = new Origin("203.0.113." + ++house, "a test", null);
    }

    @Test
    void whoKnowsTheirPasswordIsLetInAndItIsRecorded() {
        assertThat(password(MemberFixture.PASSWORD)).isEqualTo(new Welcome(person));
        assertThat(signIns.byPassword(
                        " " + person.email().toUpperCase(Locale.ROOT) + " ", MemberFixture.PASSWORD, origin))
                .isEqualTo(new Welcome(person));
        assertThat(actions()).containsExactly("sign_in.succeeded", "sign_in.succeeded");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreToldAlike() {
        assertThat(password("four tin cups of coffee")).isEqualTo(new Refused());
        assertThat(signIns.byPassword("nobody-" + house + "@example.com", MemberFixture.PASSWORD, origin))
                .isEqualTo(new Refused());
        assertThat(actions()).containsExactly("sign_in.failed");
    }

    @Test
    void afterFiveTriesInVainEvenTheRightPasswordHasToWaitForLongerAndLonger() {
        for (int i = 0; i < 5; i++) {
            assertThat(password("wrong wrong wrong")).isEqualTo(new Refused());
        }
        assertThat(password(MemberFixture.PASSWORD))
                .isInstanceOfSatisfying(
                        TooMany.class,
                        wait -> assertThat(wait.delay()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15)));
        assertThat(actions().getFirst()).isEqualTo("sign_in.locked");

        patience();
        assertThat(password("wrong wrong wrong")).isEqualTo(new Refused());
        assertThat(password(MemberFixture.PASSWORD))
                .isInstanceOfSatisfying(
                        TooMany.class,
                        wait -> assertThat(wait.delay()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30)));
        patience();
        assertThat(password(MemberFixture.PASSWORD)).isEqualTo(new Welcome(person));
        for (int i = 0; i < 4; i++) {
            assertThat(password("wrong wrong wrong")).isEqualTo(new Refused());
        }
        assertThat(password(MemberFixture.PASSWORD)).isEqualTo(new Welcome(person));
    }

    @Test
    void manyTriesAtOnceAreNoMoreThanManyOneAfterTheOther() throws Exception {
        try (var threads = Executors.newFixedThreadPool(12)) {
            List<Callable<SignInOutcome>> tries = IntStream.range(0, 24)
                    .<Callable<SignInOutcome>>mapToObj(_ -> () -> password("wrong wrong wrong"))
                    .toList();
            var outcomes = new ArrayList<SignInOutcome>();
            for (var tried : threads.invokeAll(tries)) {
                outcomes.add(tried.get());
            }
            assertThat(outcomes).filteredOn(Refused.class::isInstance).hasSize(5);
        }
    }

    @Test
    void whoeverGuessesFromOnePlaceIsSlowedDownWhomeverTheyTry() {
        List<SignInOutcome> outcomes = IntStream.range(0, 42)
                .mapToObj(i -> signIns.byPassword("somebody-" + house + "-" + i + "@example.com", "x", origin))
                .toList();

        assertThat(outcomes.subList(0, 40)).allMatch(Refused.class::isInstance);
        assertThat(outcomes.subList(40, 42)).allMatch(TooMany.class::isInstance);
    }

    @Test
    void withAnAppAPasswordIsOnlyHalfTheWayAndEachCodeIsTakenOnce() {
        byte[] secret = app();
        assertThat(password(MemberFixture.PASSWORD)).isEqualTo(new CodeNeeded(person));

        String code = Totp.code(secret, clock.instant().plusSeconds(30));
        assertThat(signIns.byCode(person.id(), "000000", origin)).isEqualTo(new Refused());
        assertThat(signIns.byCode(person.id(), code.substring(0, 3) + " " + code.substring(3), origin))
                .isEqualTo(new Welcome(person));
        assertThat(signIns.byCode(person.id(), code, origin)).isEqualTo(new Refused());
    }

    @Test
    void aCodeForRecoveryLetsInOnce() {
        var setup = factors.beginApp(person);
        List<String> codes = factors.confirmApp(person, Totp.code(bytes(setup.secret()), clock.instant()), origin);

        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(signIns.byCode(
                        person.id(), codes.getFirst().toUpperCase(Locale.ROOT).replace("-", " "), origin))
                .isEqualTo(new Welcome(person));
        assertThat(signIns.byCode(person.id(), codes.getFirst(), origin)).isEqualTo(new Refused());
        assertThat(factors.of(person.id())).isEqualTo(new Factors(true, 0, 9));
        assertThat(actions()).contains("recovery_code.use", "totp.add");
        factors.removeApp(person, origin);
        assertThat(factors.of(person.id())).isEqualTo(new Factors(false, 0, 0));
    }

    @Test
    void anAppIsSetUpOnlyByWhoeverSeesItsCodes() {
        factors.beginApp(person);

        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> factors.confirmApp(person, "000000", origin))
                .satisfies(refused -> assertThat(refused.param()).isEqualTo("code"));
        assertThat(password(MemberFixture.PASSWORD)).isEqualTo(new Welcome(person));
    }

    @Test
    void whoIsSignedInProvesItWithTheirAppIfTheyHaveOne() {
        assertThat(signIns.prove(person, MemberFixture.PASSWORD, origin)).isEqualTo(new Welcome(person));
        byte[] secret = app();

        assertThat(signIns.prove(person, MemberFixture.PASSWORD, origin)).isEqualTo(new Refused());
        assertThat(signIns.prove(person, Totp.code(secret, clock.instant().plusSeconds(30)), origin))
                .isEqualTo(new Welcome(person));
    }

    @Test
    void theDatabaseKnowsNeitherSecretNorCodes() {
        var setup = factors.beginApp(person);
        List<String> codes = factors.confirmApp(person, Totp.code(bytes(setup.secret()), clock.instant()), origin);

        String rows = jdbc.sql(
                        "select t::text from members.totp t union all select c::text from members.recovery_code c")
                .query(String.class)
                .list()
                .toString();
        assertThat(rows).isNotEmpty().doesNotContain(setup.secret().replace(" ", ""), codes.getFirst());
    }

    private byte[] app() {
        byte[] secret = bytes(factors.beginApp(person).secret());
        factors.confirmApp(person, Totp.code(secret, clock.instant()), origin);
        return secret;
    }

    private SignInOutcome password(String password) {
        return signIns.byPassword(person.email(), password, origin);
    }

    /** As if the time to wait were over. */
    private void patience() {
        jdbc.sql("update members.failure set blocked_until = now() - interval '1 second'")
                .update();
    }

    private List<String> actions() {
        return audit.list(merchant, Filter.NONE, PageQuery.first(100)).data().stream()
                .map(Entry::action)
                .toList();
    }

    static byte[] bytes(String base32) {
        int[] values = base32.replace(" ", "")
                .chars()
                .map("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"::indexOf)
                .toArray();
        byte[] bytes = new byte[values.length * 5 / 8];
        long held = 0;
        int bits = 0;
        int at = 0;
        for (int value : values) {
            held = (held << 5) | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (held >> bits);
            }
        }
        return Arrays.copyOf(bytes, at);
    }
}
