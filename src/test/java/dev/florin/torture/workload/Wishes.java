package dev.florin.torture.workload;

import dev.florin.ApiClient;
import dev.florin.torture.workload.Api.Request;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What one client wants to ask next: bodies as integrators send them, drawn from its own stream of chance. */
final class Wishes {

    private static final List<String> GOOD_CARDS =
            List.of("4242424242424242", "5555555555554444", "378282246310005", "6011111111111117", "6527658900001005");
    private static final List<String> BAD_CARDS =
            List.of("4000000000000002", "4000000000009995", "4000000000009987", "4000000000000069", "4000000000000119");

    /** The acquirer fails once at each, in every way that is over within seconds; docs/sandbox.md has the list. */
    private static final List<String> TROUBLED_CARDS = List.of(
            "4000090000000037", // 5xx before the charge
            "4000090000000045", // 5xx after it
            "4000090000000052", // cut before
            "4000090000000060", // cut after
            "4000090000000086", // late success
            "4000090000000094", // garbage
            "4000090000000102", // refused
            "4000090000000110", // callback lost
            "4000090000000128", // doubled
            "4000090000000136", // reordered
            "4000090000000144", // delayed
            "4000090000000151"); // success after decline

    static final String DISPUTED = card(ApiClient.DISPUTED);

    static final String ASKS_CUSTOMER = card("4000002500003155");

    private final String name;
    private final RandomGenerator random;
    private int requests;

    Wishes(String name, RandomGenerator random) {
        this.name = name;
        this.random = random;
    }

    RandomGenerator random() {
        return random;
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Two streams with one name never ask under one key. */
    private String key() {
        return name + "-" + requests++;
    }

    /** An order, of which sometimes only the least is said. */
    Request order() {
        String key = key();
        String metadata = metadata(key);
        long unit = amount();
        return post(
                "/orders",
                key,
                switch (random.nextInt(4)) {
                    case 0 -> "{\"amount\":%d,\"currency\":\"INR\",%s}".formatted(unit, metadata);
                    case 1 ->
                        "{\"amount\":%d,\"currency\":\"%s\",\"receipt\":\"%s\",\"notes\":{\"request\":\"%s\"}}"
                                .formatted(unit, any(List.of("JPY", "BHD", "USD")), key, key);
                    case 2 ->
                        "{\"currency\":\"INR\",\"line_items\":[{\"name\":\"Tea\",\"quantity\":3,\"unit_amount\":%d}],%s}"
                                .formatted(unit, metadata);
                    default ->
                        "{\"amount\":%d,\"currency\":\"INR\",\"receipt\":\"%s\",\"expires_in\":900,\"customer\":{\"name\":\"A. Shopper\"},%s}"
                                .formatted(unit, key, metadata);
                },
                0);
    }

    Request pay(@Nullable String order, String means, boolean manual, int wait) {
        String key = key();
        String what = order == null
                ? "\"amount\":%d,\"currency\":\"INR\"".formatted(amount())
                : "\"order_id\":\"%s\"".formatted(order);
        String capture = manual ? "\"capture\":\"manual\"," : "";
        return post("/payments", key, "{%s%s,%s,%s}".formatted(capture, what, means, metadata(key)), wait);
    }

    String means() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3, 4 -> good();
            case 5 -> card(any(BAD_CARDS));
            case 6 -> "\"upi\":{\"vpa\":\"success@upi\"}";
            case 7 -> "\"upi\":{\"flow\":\"%s\"}".formatted(any(List.of("qr", "intent")));
            case 8 -> "\"upi\":{\"vpa\":\"failure@upi\"}";
            default -> troubled();
        };
    }

    String good() {
        return card(any(GOOD_CARDS));
    }

    String troubled() {
        return card(any(TROUBLED_CARDS));
    }

    Request capture(String payment, @Nullable Long amount, boolean last) {
        String body = amount == null
                ? "{}"
                : last ? "{\"amount\":%d,\"final\":true}".formatted(amount) : "{\"amount\":%d}".formatted(amount);
        return post("/payments/" + payment + "/capture", key(), body, random.nextInt(2) * 3);
    }

    Request cancel(String payment) {
        return post("/payments/" + payment + "/void", key(), "{}", random.nextInt(2) * 3);
    }

    Request refund(String payment, @Nullable Long amount) {
        String key = key();
        String much = amount == null ? "" : "\"amount\":%d,".formatted(amount);
        int wait = random.nextInt(2) * 3;
        return random.nextBoolean()
                ? post("/payments/" + payment + "/refunds", key, "{%s%s}".formatted(much, metadata(key)), wait)
                : post("/refunds", key, "{\"payment_id\":\"%s\",%s%s}".formatted(payment, much, metadata(key)), wait);
    }

    /** What the sandbox's issuer decides by. */
    Request evidence(String dispute) {
        return post(
                "/disputes/" + dispute + "/evidence",
                key(),
                "{\"evidence\":{\"other\":\"%s_evidence\"},\"submit\":true}"
                        .formatted(any(List.of("winning", "losing"))),
                random.nextInt(2) * 3);
    }

    Request accept(String dispute) {
        return post("/disputes/" + dispute + "/accept", key(), "", random.nextInt(2) * 3);
    }

    /** Another request under a key that was used; where nothing can be said otherwise, the same. */
    Request changed(Request request) {
        if (request.path().endsWith("/void") || request.path().endsWith("/accept")) {
            return request;
        }
        String body = request.body();
        if (request.path().endsWith("/evidence")) {
            return request.with(body.replace("_evidence", "_evidence, and more"));
        }
        String other = body.contains("\"amount\":")
                ? body.replaceFirst("\"amount\":(\\d)", "\"amount\":9$1")
                : body.contains("\"request\":\"")
                        ? body.replaceFirst("\"request\":\"", "\"request\":\"changed-")
                        : "{\"amount\":1}";
        return request.with(other);
    }

    /** Seconds to wait for the outcome, or 0. */
    int patience() {
        return random.nextInt(3) == 0 ? 0 : 5;
    }

    private long amount() {
        return 300 + random.nextInt(90_000);
    }

    private static String card(String number) {
        return "\"card\":{\"number\":\"%s\",\"exp_month\":12,\"exp_year\":2035,\"cvc\":\"123\"}".formatted(number);
    }

    /** By which each thing tells which request made it. */
    private static String metadata(String key) {
        return "\"metadata\":{\"request\":\"%s\"}".formatted(key);
    }

    private static Request post(String path, String key, String body, int wait) {
        return new Request("POST", path, key, body, wait);
    }
}
