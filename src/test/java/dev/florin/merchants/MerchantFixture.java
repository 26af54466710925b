package dev.florin.merchants;

import dev.florin.kernel.Tenant;
import java.util.List;
import java.util.stream.IntStream;

/** Merchants with a key each, as many as a test or a benchmark wants. */
public final class MerchantFixture {

    private MerchantFixture() {}

    /** A merchant in one mode, with a key to call by. */
    public record Keyed(Tenant tenant, String keyId, String secret) {}

    /** A merchant in test mode. */
    public static Keyed merchant(Merchants merchants) {
        return merchant(merchants, false);
    }

    public static Keyed merchant(Merchants merchants, boolean live) {
        var tenant = new Tenant(merchants.create("Tea House").id(), live);
        var issued = merchants.issueKey(tenant);
        return new Keyed(tenant, issued.keyId(), issued.secret());
    }

    /** So many merchants in test mode. */
    public static List<Keyed> merchants(Merchants merchants, int count) {
        return IntStream.range(0, count).mapToObj(_ -> merchant(merchants)).toList();
    }
}
