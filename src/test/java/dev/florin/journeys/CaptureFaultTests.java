package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient.Reply;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with a capture or a void is found out as well: each takes effect once, and the merchant is told so. */
class CaptureFaultTests extends AcquirerAtFault {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "timeout_after_charge",
                "timeout_before_charge",
                "error_5xx_after",
                "cut_after",
                "cut_before",
                "garbage",
                "refuse"
            })
    void aCaptureTakesEffectOnce(String fault) {
        String payment = authorized();
        acquirer.fail("capture", fault, 1);

        List<Reply> replies = List.of(
                api.post("/payments/" + payment + "/capture", "{\"amount\":20000}"),
                api.post("/payments/" + payment + "/capture", "{}"));

        assertThat(replies).extracting(Reply::status).as("%s", replies).containsOnly(200);
        assertThat(replies).extracting(r -> r.text("status")).containsExactly("authorized", "captured");
        assertThat(replies).extracting(r -> r.number("amount_captured")).containsExactly(20_000L, 50_000L);
        assertThat(acquirer.captured(payment)).isEqualTo(50_000);
        assertThat(exchanges(payment)).as("the fault struck").isGreaterThan(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout_after_charge", "timeout_before_charge", "error_5xx_after", "cut_after", "garbage"})
    void aVoidTakesEffectOnce(String fault) {
        String payment = authorized();
        acquirer.fail("void", fault, 1);

        Reply reply = api.post("/payments/" + payment + "/void", "{}");

        assertThat(reply.text("status")).as("%s", reply.body()).isEqualTo("cancelled");
        assertThat(acquirer.facts().charge(Acquirer.reference(payment)).voided())
                .isEqualTo(50_000);
        assertThat(api.post("/payments/" + payment + "/capture", "{}").status()).isEqualTo(409);
        assertThat(exchanges(payment)).as("the fault struck").isGreaterThan(2);
    }
}
