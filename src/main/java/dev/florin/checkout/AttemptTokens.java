package dev.florin.checkout;

import dev.florin.kernel.Tenant;
import dev.florin.orders.OrderId;
import dev.florin.platform.Hmac;
import dev.florin.platform.InstallationSecrets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The tokens by which a form begins a payment. A token says for which order it is and how many attempts that order had
 * when the form was made, so every form of one moment carries the same one, and a new one exists only once an attempt
 * more has been begun. It is the idempotency key of the attempt: see docs/decisions/0045.
 */
@Component
class AttemptTokens {

    private static final int LENGTH = 16;

    private final Hmac key;

    AttemptTokens(InstallationSecrets installation) {
        byte[] secret = installation.secret("florin.web.fingerprint-key", "fingerprint.key");
        this.key = new Hmac(new Hmac(secret).of("attempt tokens of the checkout".getBytes(StandardCharsets.UTF_8)));
    }

    String issue(Tenant tenant, OrderId order, int number) {
        return number + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(seal(tenant, order, number));
    }

    /** How many attempts the order had when the token was issued; empty if it is not one of this order's. */
    OptionalInt number(Tenant tenant, OrderId order, String token) {
        if (!token.matches("(0|[1-9][0-9]{0,5})\\.[A-Za-z0-9_-]{22}")) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(token.substring(0, token.indexOf('.')));
        byte[] given = token.getBytes(StandardCharsets.US_ASCII);
        byte[] right = issue(tenant, order, number).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(given, right) ? OptionalInt.of(number) : OptionalInt.empty();
    }

    private byte[] seal(Tenant tenant, OrderId order, int number) {
        UUID merchant = tenant.merchant();
        ByteBuffer said = ByteBuffer.allocate(37)
                .put((byte) (tenant.live() ? 1 : 0))
                .putLong(merchant.getMostSignificantBits())
                .putLong(merchant.getLeastSignificantBits())
                .putLong(order.value().getMostSignificantBits())
                .putLong(order.value().getLeastSignificantBits())
                .putInt(number);
        return Arrays.copyOf(key.of(said.array()), LENGTH);
    }
}
