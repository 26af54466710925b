package dev.florin.merchants;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes secrets and checks them. What is stored is an HMAC-SHA-256 under a pepper from outside the database: as secrets
 * are random and long, nothing slower is needed, and without the pepper a stolen table cannot even be tested.
 */
class Secrets {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int KEY_LENGTH = 20;
    private static final int SECRET_LENGTH = 40; // of 62 letters: 238 bits
    private static final byte[] NOBODYS = new byte[32];

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec pepper;

    Secrets(byte[] pepper) {
        this.pepper = new SecretKeySpec(pepper, "HmacSHA256");
    }

    IssuedKey issue(boolean live) {
        var mode = live ? "live_" : "test_";
        return new IssuedKey("key_" + mode + letters(KEY_LENGTH), "secret_" + mode + letters(SECRET_LENGTH));
    }

    /** What results of the checkout are signed with; not hashed, as Florin has to sign with it. */
    String signing(boolean live) {
        return "sgn_" + (live ? "live_" : "test_") + letters(SECRET_LENGTH);
    }

    byte[] hash(String secret) {
        try {
            var mac = Mac.getInstance(pepper.getAlgorithm());
            mac.init(pepper);
            return mac.doFinal(secret.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256", e);
        }
    }

    /** Takes as long for a key that does not exist ({@code hash} null) as for a wrong secret. */
    boolean matches(String secret, byte @Nullable [] hash) {
        boolean equal = MessageDigest.isEqual(hash(secret), hash == null ? NOBODYS : hash);
        return equal && hash != null;
    }

    private String letters(int count) {
        var letters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return letters.toString();
    }
}
