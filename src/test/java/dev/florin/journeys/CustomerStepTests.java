package dev.florin.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.ApiClient.Reply;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments that wait for a customer: in a UPI app, or on the issuer's page. */
class CustomerStepTests extends AcquirerAtFault {

    private static final String NEEDS_3DS = "4000002500003155";

    @ParameterizedTest
    @CsvSource({"success@upi,captured,", "failure@upi,failed,customer_declined", "pending@upi,failed,expired"})
    void aPayersAddressReachesItsState(String vpa, String status, String code) {
        try (Watch watch = begin(upi("{\"vpa\":\"%s\"}".formatted(vpa)))) {
            assertThat(watch.awaitOver(PATIENCE)).isEqualTo(status);
            assertThat(acquirer.captured(watch.payment())).isEqualTo(status.equals("captured") ? 50_000 : 0);
            assertThat(error(watch)).isEqualTo(code == null ? "" : code);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qr", "intent"})
    void aCodeOrLinkIsPaid(String flow) {
        try (Watch watch = shown(flow)) {
            acquirer.customer(watch.payment(), "approve");

            assertThat(watch.awaitOver(PATIENCE)).isEqualTo("captured");
            assertThat(acquirer.captured(watch.payment())).isEqualTo(50_000);
        }
    }

    @Test
    void aCodeThatTheCustomerDeclinesFails() {
        try (Watch watch = shown("qr")) {
            acquirer.customer(watch.payment(), "decline");

            assertThat(watch.awaitOver(PATIENCE)).isEqualTo("failed");
            assertThat(error(watch)).isEqualTo("customer_declined");
        }
    }

    @Test
    void aCodeThatNobodyScansCanBeVoidedAndTheOrderPaidOtherwise() {
        try (Watch watch = shown("qr")) {
            Reply voided = api.post("/payments/" + watch.payment() + "/void", "{}");
            assertThat(voided.text("status")).as("%s", voided.body()).isEqualTo("cancelled");

            acquirer.takeItsTime(0);
            Reply again = api.post("/payments", """
                    {"order_id":"%s","card":{"number":"%s","exp_month":12,"exp_year":2030,"cvc":"123"}}""".formatted(voided.text("order_id"), GOOD), "Prefer", "wait=20");
            assertThat(again.text("status")).as("%s", again.body()).isEqualTo("captured");
        }
    }

    @Test
    void aCustomerWhoApprovesAtTheIssuerHasPaid() {
        try (Watch watch = atTheIssuer("outcome=approve")) {
            assertThat(watch.awaitOver(PATIENCE)).isEqualTo("captured");
            assertThat(acquirer.approvals(watch.payment())).isEqualTo(1);
        }
    }

    @Test
    void aCustomerWhoFailsAtTheIssuerHasNotPaid() {
        try (Watch watch = atTheIssuer("outcome=fail")) {
            assertThat(watch.awaitOver(PATIENCE)).isEqualTo("failed");
            assertThat(error(watch)).isEqualTo("authentication_failed");
            assertThat(acquirer.approvals(watch.payment())).isZero();
        }
    }

    /** A code or link that waits for its customer. */
    private Watch shown(String flow) {
        acquirer.takeItsTime(60_000);
        Reply asked = api.post("/payments", upi("{\"flow\":\"%s\"}".formatted(flow)), "Prefer", "wait=20");
        assertThat(asked.text("status")).as("%s", asked.body()).isEqualTo("requires_action");
        assertThat(asked.body().at("/next_action/type").asString()).isEqualTo("upi_" + flow);
        assertThat(asked.body().at("/next_action/url").asString()).startsWith("upi://pay?");
        return Watch.of(api, asked);
    }

    /** A payment whose customer was sent to the issuer's page and did what {@code form} says. */
    private Watch atTheIssuer(String form) {
        String back = "https://shop.example/back";
        Reply asked = api.post(
                "/payments",
                ApiClient.payment(NEEDS_3DS, "\"return_url\":\"%s\",".formatted(back)),
                "Prefer",
                "wait=20");
        assertThat(asked.text("status")).as("%s", asked.body()).isEqualTo("requires_action");
        String page = URI.create(asked.body().at("/next_action/url").asString()).getPath();
        assertThat(acquirer.talk().browse("GET", page, "").body()).contains("Confirm your payment", "500.00 INR");
        assertThat(acquirer.talk().browse("POST", page, form).http()).isEqualTo(303);
        return Watch.of(api, asked);
    }

    private String error(Watch watch) {
        return api.get("/payments/" + watch.payment()).body().at("/error/code").asString("");
    }
}
