package dev.florin.admin;

import java.security.SecureRandom;
import java.util.Base64;

/** Names forms that move money, for templates: however often one is sent, it does its work once. */
final class FormTokens {

    private static final SecureRandom RANDOM = new SecureRandom();

    public String next() {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }
}
