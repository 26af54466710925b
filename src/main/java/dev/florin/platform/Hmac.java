package dev.florin.platform;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 (RFC 2104, FIPS 198-1) under one key, for any number of threads. */
public final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";

    /** Only ever copied: to look an algorithm up takes longer than to sign. */
    private final Mac keyed;

    public Hmac(byte[] key) {
        try {
            keyed = Mac.getInstance(ALGORITHM);
            keyed.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    /** @return 32 bytes, of the parts one after the other */
    public byte[] of(byte[]... parts) {
        Mac mac = copy();
        for (byte[] part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private Mac copy() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's own " + ALGORITHM + " can be copied", e);
        }
    }
}
