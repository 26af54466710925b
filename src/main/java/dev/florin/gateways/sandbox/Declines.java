package dev.florin.gateways.sandbox;

import java.util.Map;

/** Why an acquirer declines, in its own codes. */
final class Declines {

    private static final Map<String, String> MESSAGES = Map.ofEntries(
            Map.entry("already_captured", "The authorisation is captured; refund it instead."),
            Map.entry("authentication_failed", "The customer could not be authenticated."),
            Map.entry("authorization_not_found", "There is no such authorisation."),
            Map.entry("capture_exceeds_authorization", "More than what is left of the authorisation."),
            Map.entry("card_declined", "The card was declined."),
            Map.entry("currency_not_supported", "UPI pays in INR only."),
            Map.entry("customer_declined", "The customer declined the request."),
            Map.entry("expired", "The customer did not act in time."),
            Map.entry("expired_card", "The card has expired."),
            Map.entry("incorrect_cvc", "The security code is wrong."),
            Map.entry("incorrect_number", "There is no card with this number."),
            Map.entry("insufficient_funds", "The account does not hold enough."),
            Map.entry("lost_card", "The card was reported lost."),
            Map.entry("not_authorized", "The authorisation is not approved."),
            Map.entry("processing_error", "The issuer could not process the request."),
            Map.entry("refund_exceeds_capture", "More than what is left of the captured amount."),
            Map.entry("refund_failed", "The issuer did not accept the refund."),
            Map.entry("stolen_card", "The card was reported stolen."),
            Map.entry("voided", "The authorisation was voided."));

    private Declines() {}

    static String message(String code) {
        return MESSAGES.getOrDefault(code, "Declined.");
    }
}
