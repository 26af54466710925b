package dev.florin.merchants;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.kernel.Once;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.SigningRepository.Sealed;
import dev.florin.merchants.SigningSecret.Next;
import dev.florin.platform.Hmac;
import dev.florin.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Signs what a customer's browser carries from the checkout to the merchant, who can check it with a secret that nobody
 * else has. The secret is made when it is first needed.
 */
@Component
public class Signing {

    /** How long the old secret goes on signing when nothing else is said. */
    public static final Duration OVERLAP = Duration.ofHours(24);

    public static final Duration LONGEST_OVERLAP = Duration.ofDays(30);

    private final SigningRepository signing;
    private final Secrets secrets;
    private final Vault vault;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Signing(
            SigningRepository signing,
            Secrets secrets,
            Vault vault,
            TransactionOperations transactions,
            InstantSource clock) {
        this.signing = signing;
        this.secrets = secrets;
        this.vault = vault;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * That {@code paymentId} pays {@code orderId}, for the caller to have made sure of.
     *
     * @param orderId {@code order_…}
     * @param paymentId {@code pay_…}
     * @return hex HMAC-SHA256 of {@code orderId|paymentId} under the secret that signs now
     */
    public String sign(Tenant tenant, String orderId, String paymentId) {
        return hmac(reveal(tenant).secret(), orderId + "|" + paymentId);
    }

    /** The secret in clear, for nobody but its merchant. */
    public SigningSecret reveal(Tenant tenant) {
        return opened(tenant, sealed(tenant), clock.instant());
    }

    /**
     * A new secret, which begins to sign after {@code overlap}: a signature can be under one secret only, so the merchant
     * is given that time to accept what is good under either. Zero when the old one has leaked. A new secret that had not
     * begun to sign never does.
     *
     * @param overlap at most {@link #LONGEST_OVERLAP}
     */
    public SigningSecret rotate(Tenant tenant, Duration overlap, Once<? super SigningSecret> once) {
        if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new IllegalArgumentException("An overlap is 0 to 30 days: " + overlap);
        }
        byte[] secret = seal(tenant, secrets.signing(tenant.live()));
        return Objects.requireNonNull(transactions.execute(_ -> {
            once.claim(tenant.merchant());
            sealed(tenant);
            Instant now = clock.instant();
            Sealed rotated = overlap.isZero()
                    ? signing.replace(tenant, secret)
                    : signing.follow(tenant, secret, now.plus(overlap), now);
            SigningSecret revealed = opened(tenant, rotated, now);
            once.complete(revealed);
            return revealed;
        }));
    }

    /** Gives a merchant a secret that is known before; nothing if it has one. */
    void addIfAbsent(Tenant tenant, String secret) {
        signing.addIfAbsent(tenant, seal(tenant, secret));
    }

    static String hmac(String secret, String text) {
        return HexFormat.of().formatHex(new Hmac(secret.getBytes(UTF_8)).of(text.getBytes(UTF_8)));
    }

    private Sealed sealed(Tenant tenant) {
        return signing.find(tenant).orElseGet(() -> {
            addIfAbsent(tenant, secrets.signing(tenant.live()));
            return signing.find(tenant).orElseThrow();
        });
    }

    private SigningSecret opened(Tenant tenant, Sealed sealed, Instant now) {
        byte[] next = sealed.next();
        Instant from = sealed.nextFrom();
        if (next == null || from == null) {
            return new SigningSecret(open(tenant, sealed.secret()), null);
        }
        return now.isBefore(from)
                ? new SigningSecret(open(tenant, sealed.secret()), new Next(open(tenant, next), from))
                : new SigningSecret(open(tenant, next), null);
    }

    private byte[] seal(Tenant tenant, String secret) {
        return vault.seal(owner(tenant), secret);
    }

    private String open(Tenant tenant, byte[] sealed) {
        return vault.open(owner(tenant), sealed);
    }

    /** So that a row put in the place of another merchant's, or of the other mode's, opens for nobody. */
    private static UUID owner(Tenant tenant) {
        return UUID.nameUUIDFromBytes("signing secret of %s in %s mode"
                .formatted(tenant.merchant(), tenant.live() ? "live" : "test")
                .getBytes(UTF_8));
    }
}
