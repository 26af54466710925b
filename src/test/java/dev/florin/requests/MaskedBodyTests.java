package dev.florin.requests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.kernel.TypeId;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedBodyTests {

    private static final String CARD = """
            {"amount":500,"currency":"INR","card":{"number":"4242 4242 4242 4242","exp_month":12,"exp_year":2030,\
            "cvc":"123","name":"Asha Rao","unheard_of":{"deep":["4111111111111111","x",7]}},"capture":"manual"}""";

    @Test
    void ofACardNothingIsKeptButWhatIsKnownToBeHarmless() {
        assertThat(masked(CARD)).isEqualTo("""
                {"amount":500,"currency":"INR","card":{"number":"424242******4242","exp_month":12,"exp_year":2030,\
                "cvc":"***","name":"***","unheard_of":{"deep":["***","***","***"]}},"capture":"manual"}""");
    }

    @Test
    void aNumberInTheFieldOfACardsIsMaskedEvenIfItIsNone() {
        assertThat(masked("{\"card\":{\"number\":\"4242424242424241\"}}"))
                .isEqualTo("{\"card\":{\"number\":\"424242******4241\"}}");
        assertThat(masked("{\"number\":4242424242424241}")).isEqualTo("{\"number\":\"424242******4241\"}");
        assertThat(masked("{\"card\":{\"number\":\"4242x42424242424\"}}")).isEqualTo("{\"card\":{\"number\":\"***\"}}");
        assertThat(masked("{\"card\":\"4242424242424241\"}")).doesNotContain("4242424242424241");
    }

    @Test
    void aCardNumberIsFoundWhereverItIs() {
        for (String hidden : List.of(
                "4242424242424242",
                "4242-4242-4242-4242",
                "4242 4242 4242 4242",
                "3782 822463 10005",
                "my card 4242 4242 4242 4242 12 30 123, thanks",
                "1 4242424242424242",
                "4242.4242.4242.4242",
                "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
                "4242424242424242424242424242")) {
            String masked = masked("{\"metadata\":{\"note\":\"%s\"}}".formatted(hidden));
            assertThat(masked.replaceAll("[^0-9٤٢]", "").length()).as(masked).isLessThan(12);
        }
        assertThat(masked("{\"4242424242424242\":1}")).isEqualTo("{\"************4242\":1}");
        assertThat(masked("{\"note\":4242424242424242}")).isEqualTo("{\"note\":\"************4242\"}");
    }

    @Test
    void whatOnlyLooksLikeOneIsKept() {
        String body = "{\"receipt\":\"2026-11-21 10:30\",\"amount\":999999999999,\"created_at\":1795000000,"
                + "\"reference\":\"20261121000001\"}";
        assertThat(masked(body)).isEqualTo(body);
    }

    @Test
    void secretsAreKeptInNoField() {
        assertThat(masked("{\"secret\":\"whsec_abc\",\"next_secret\":{\"a\":\"b\"},\"cvc\":123,\"apiKey\":\"x\"}"))
                .isEqualTo("{\"secret\":\"***\",\"next_secret\":{\"a\":\"***\"},\"cvc\":\"***\",\"apiKey\":\"***\"}");
        assertThat(masked(
                        "{\"url\":\"https://a.example/?k=secret_live_4eC39HqLyjWD\",\"note\":\"whsec_YWJj/Z+8= ok\"}"))
                .isEqualTo("{\"url\":\"https://a.example/?k=secret_***\",\"note\":\"whsec_*** ok\"}");
    }

    @Test
    void addressesOfPeopleAreKeptInPart() {
        assertThat(masked("{\"email\":\"asha.rao@example.com\",\"vpa\":\"asha@okbank\",\"phone\":\"+919876543210\"}"))
                .isEqualTo("{\"email\":\"as***@example.com\",\"vpa\":\"as***@okbank\",\"phone\":\"***10\"}");
    }

    @Test
    void whatIsNoJsonIsKeptUpToThere() {
        assertThat(masked("{\"amount\":5,\"card\":{\"number\":\"4242424242424242\" \"cvc\":\"123\"}}"))
                .isEqualTo("{\"amount\":5,\"card\":{\"number\":\"424242******4242\""
                        + " … (no JSON from here on; 61 bytes in all)");
        assertThat(masked("card=4242424242424242&cvc=123")).isEqualTo(" … (no JSON from here on; 29 bytes in all)");
        assertThat(masked("{} {\"cvc\":\"123\"}")).doesNotContain("123").startsWith("{}");
    }

    @Test
    void whatIsCutOffIsKeptUpToThere() {
        String body = "{\"note\":\"ok\",\"number\":4242424242424242}";
        for (int length = 0; length < body.length(); length++) {
            String masked = masked(body, length);
            assertThat(masked).contains("cut off").doesNotContain("42424242");
        }
    }

    @Test
    void picturesAreCut() {
        assertThat(masked("{\"logo\":\"data:image/png;base64,%s\"}".formatted("A".repeat(5000))))
                .hasSizeLessThan(200)
                .contains("5022 characters");
    }

    @Test
    void whatARequestIsAboutIsFoundInItsAnswer() {
        var payment = TypeId.next();
        var order = TypeId.next();
        var subjects = new Subjects();
        String body = "{\"id\":\"%s\",\"order_id\":\"%s\"}"
                .formatted(TypeId.format("pay", payment), TypeId.format("order", order));
        MaskedBody.of(body(body, body.length()), subjects);
        assertThat(subjects.payment()).isEqualTo(payment);
        assertThat(subjects.order()).isEqualTo(order);
        assertThat(subjects.refund()).isNull();
    }

    @Test
    void queryParametersAreMaskedAsFieldsAre() {
        assertThat(Line.path("/api/v1/payments?card_number=4242424242424241&cvc=123&limit=5&vpa=asha%40bank"))
                .isEqualTo("/api/v1/payments?card_number=424242******4241&cvc=***&limit=5&vpa=as***@bank");
        assertThat(Line.path("/api/v1/payments/4242424242424242")).isEqualTo("/api/v1/payments/************4242");
        assertThat(Line.path("/api/v1/payments?q=4242%204242%204242%204242"))
                .doesNotContain("4242%204242", "4242+4242+");
    }

    private static String masked(String body) {
        return masked(body, body.getBytes(UTF_8).length);
    }

    private static String masked(String body, int length) {
        return MaskedBody.of(body(body, length), new Subjects());
    }

    private static Body body(String text, int length) {
        byte[] bytes = text.getBytes(UTF_8);
        return new Body(bytes, length, bytes.length);
    }
}
