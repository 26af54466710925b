package dev.florin.samples;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The published {@code samples/verify/vectors.json}. */
record Vectors(String about, long now, List<Delivery> deliveries, List<Result> checkout) {

    /** A delivery, and whether each of its signatures is good. */
    record Delivery(
            String name, String secret, Map<String, String> headers, String body, boolean hex, boolean standard) {}

    /** What a browser hands on, and whether Florin signed it. */
    record Result(
            String name,
            String secret,
            @JsonProperty("order_id") String orderId,
            @JsonProperty("payment_id") String paymentId,
            String signature,
            boolean good) {}

    static Vectors read() {
        return new JsonMapper().readValue(Path.of("samples/verify/vectors.json").toFile(), Vectors.class);
    }
}
