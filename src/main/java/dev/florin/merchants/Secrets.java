package dev.florin.merchants;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.platform.Hmac;
import java.security.MessageDigest;
import java.security.SecureRandom;
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
    private final Hmac pepper;

    Secrets(byte[] pepper) {
        this.pepper = new Hmac(pepper);
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
        return pepper.of(secret.getBytes(UTF_8));
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
