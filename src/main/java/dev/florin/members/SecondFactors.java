package dev.florin.members;

import dev.florin.audit.Origin;
import dev.florin.vault.Vault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Apps that show codes, and the codes on paper for who has lost theirs. */
@Component
public class SecondFactors {

    private static final int SECRET = 20; // bytes: as long as the hash, RFC 4226 section 4
    private static final int CODES = 10;

    private final FactorRepository rows;
    private final Vault vault;
    private final Trail trail;
    private final InstantSource clock;

    SecondFactors(FactorRepository rows, Vault vault, Trail trail, InstantSource clock) {
        this.rows = rows;
        this.vault = vault;
        this.trail = trail;
        this.clock = clock;
    }

    /**
     * What an app needs to show codes.
     *
     * @param secret in base 32, in groups of four, for who types it
     * @param uri {@code otpauth://totp/…}, for who scans it
     */
    public record AppSetup(String secret, String uri) {}

    public Factors of(UUID person) {
        return rows.of(person);
    }

    /**
     * Begins to set up an app, or goes on with it: the secret is the same until it is confirmed.
     *
     * @throws dev.florin.kernel.Rejection if they have one
     */
    @Transactional
    public AppSetup beginApp(Person person) {
        byte[] fresh = Tokens.random(SECRET);
        rows.beginIfAbsent(person.id(), sealed(person.id(), fresh), clock.instant());
        var app = rows.app(person.id()).orElseThrow();
        if (app.confirmed()) {
            throw Refusal.now("You have an app for codes already. Remove it first.");
        }
        String secret = Tokens.base32(secret(person.id(), app)).toUpperCase(Locale.ROOT);
        String name = URLEncoder.encode(person.email(), StandardCharsets.UTF_8).replace("+", "%20");
        return new AppSetup(
                secret.replaceAll("(.{4})(?!$)", "$1 "),
                "otpauth://totp/Florin:%s?secret=%s&issuer=Florin&algorithm=SHA1&digits=6&period=30"
                        .formatted(name, secret));
    }

    /**
     * Ends the set-up: from now on a password alone does not let them in.
     *
     * @return codes for recovery if these are their first; they are never shown again
     * @throws dev.florin.kernel.Rejection if {@code code} is not the app's
     */
    @Transactional
    public List<String> confirmApp(Person person, String code, Origin origin) {
        var app = rows.app(person.id()).filter(found -> !found.confirmed());
        OptionalLong step = app.isEmpty()
                ? OptionalLong.empty()
                : Totp.step(secret(person.id(), app.get()), digits(code), clock.instant(), 0);
        if (step.isEmpty() || !rows.confirm(person.id(), step.getAsLong(), clock.instant())) {
            throw Refusal.of("code", "This is not the code that the app shows now.");
        }
        List<String> codes = firstCodes(person);
        trail.of(person, origin, "totp.add");
        return codes;
    }

    /** Does nothing if they have none. */
    @Transactional
    public void removeApp(Person person, Origin origin) {
        if (rows.removeApp(person.id())) {
            forgetCodesWithoutFactor(person);
            trail.of(person, origin, "totp.remove");
        }
    }

    /** New codes for recovery in the place of all that there were. They are never shown again. */
    @Transactional
    public List<String> renewCodes(Person person, Origin origin) {
        if (!of(person.id()).any()) {
            throw Refusal.now("Codes for recovery are for who has an app for codes, or a passkey.");
        }
        List<String> codes = newCodes(person);
        trail.of(person, origin, "recovery_codes.renew", Map.of("codes", codes.size()));
        return codes;
    }

    /** Codes for recovery if they have none yet; empty if they have. */
    List<String> firstCodes(Person person) {
        return of(person.id()).recoveryCodes() > 0 ? List.of() : newCodes(person);
    }

    void forgetCodesWithoutFactor(Person person) {
        if (!of(person.id()).any()) {
            rows.replaceCodes(person.id(), List.of());
        }
    }

    /** Whether it is a code of their app or one for recovery, that was not taken before: each is taken once. */
    boolean takes(Person person, String code, Origin origin) {
        var app = rows.app(person.id()).filter(FactorRepository.App::confirmed);
        if (app.isPresent()) {
            OptionalLong step = Totp.step(
                    secret(person.id(), app.get()),
                    digits(code),
                    clock.instant(),
                    app.get().lastStep());
            if (step.isPresent()) {
                return rows.take(person.id(), step.getAsLong());
            }
        }
        boolean recovered = rows.use(person.id(), Tokens.hash(canonical(code)), clock.instant());
        if (recovered) {
            trail.of(
                    person,
                    origin,
                    "recovery_code.use",
                    Map.of("left", of(person.id()).recoveryCodes()));
        }
        return recovered;
    }

    private List<String> newCodes(Person person) {
        List<String> codes = Stream.generate(Tokens::recoveryCode).limit(CODES).toList();
        rows.replaceCodes(
                person.id(),
                codes.stream().map(code -> Tokens.hash(canonical(code))).toList());
        return codes;
    }

    private byte[] sealed(UUID person, byte[] secret) {
        return vault.seal(person, Base64.getEncoder().encodeToString(secret));
    }

    private byte[] secret(UUID person, FactorRepository.App app) {
        return Base64.getDecoder().decode(vault.open(person, app.secret()));
    }

    private static String digits(String code) {
        return code.replaceAll("\\s", "");
    }

    /** However they typed it. */
    private static String canonical(String code) {
        return code.toLowerCase(Locale.ROOT).replaceAll("[^a-z2-7]", "");
    }
}
