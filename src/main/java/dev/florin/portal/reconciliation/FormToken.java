package dev.florin.portal.reconciliation;

import java.security.SecureRandom;
import java.util.Base64;

/** Names a form, so that it does its work once however often it is sent. */
final class FormToken {

    private static final SecureRandom RANDOM = new SecureRandom();

    private FormToken() {}

    static String fresh() {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }
}
