package dev.florin.portal.payments;

import static dev.florin.disputes.EvidenceField.ACCESS_LOG;
import static dev.florin.disputes.EvidenceField.CANCELLATION;
import static dev.florin.disputes.EvidenceField.CUSTOMER_COMMUNICATION;
import static dev.florin.disputes.EvidenceField.CUSTOMER_EMAIL;
import static dev.florin.disputes.EvidenceField.CUSTOMER_NAME;
import static dev.florin.disputes.EvidenceField.DUPLICATE_EXPLANATION;
import static dev.florin.disputes.EvidenceField.PRODUCT_DESCRIPTION;
import static dev.florin.disputes.EvidenceField.REFUND_EXPLANATION;
import static dev.florin.disputes.EvidenceField.REFUND_POLICY;
import static dev.florin.disputes.EvidenceField.SERVICE_DATE;
import static dev.florin.disputes.EvidenceField.SHIPPING_ADDRESS;
import static dev.florin.disputes.EvidenceField.SHIPPING_CARRIER;
import static dev.florin.disputes.EvidenceField.SHIPPING_TRACKING;

import dev.florin.disputes.EvidenceField;
import java.util.List;
import java.util.Map;

/**
 * Why customers dispute payments, in plain words.
 *
 * @param title in a list
 * @param meaning what the customer says
 * @param helps what convinces an issuer
 * @param fields that matter most
 */
record DisputeReason(String code, String title, String meaning, String helps, List<EvidenceField> fields) {

    private static final Map<String, DisputeReason> KNOWN = Map.ofEntries(
            known(
                    "fraudulent",
                    "Not paid by the cardholder",
                    "The cardholder says that somebody else paid with the card.",
                    "Show that the cardholder took part: a delivery to the card’s billing address, messages from an address"
                            + " that the cardholder has used before, sign-ins from the same device, or 3-D Secure.",
                    List.of(
                            CUSTOMER_NAME,
                            CUSTOMER_EMAIL,
                            PRODUCT_DESCRIPTION,
                            SHIPPING_ADDRESS,
                            SHIPPING_TRACKING,
                            ACCESS_LOG,
                            CUSTOMER_COMMUNICATION)),
            known(
                    "product_not_received",
                    "Nothing arrived",
                    "The customer says that what was paid for never came.",
                    "Show that it arrived: carrier and tracking number with the delivery, or a log of its use. If it is still"
                            + " on its way, show the date that was agreed.",
                    List.of(
                            PRODUCT_DESCRIPTION,
                            SERVICE_DATE,
                            SHIPPING_CARRIER,
                            SHIPPING_TRACKING,
                            SHIPPING_ADDRESS,
                            ACCESS_LOG,
                            CUSTOMER_COMMUNICATION)),
            known(
                    "product_unacceptable",
                    "Not as described",
                    "The customer says that it was broken, wrong, or not what was promised.",
                    "Show what was promised, that it was delivered so, and what you offered when the customer complained.",
                    List.of(PRODUCT_DESCRIPTION, CUSTOMER_COMMUNICATION, REFUND_POLICY, SERVICE_DATE)),
            known(
                    "duplicate",
                    "Paid twice",
                    "The customer says that the same thing was charged more than once.",
                    "Show what each payment was for; or, if one was too many, accept and refund nothing else.",
                    List.of(DUPLICATE_EXPLANATION, PRODUCT_DESCRIPTION, CUSTOMER_COMMUNICATION)),
            known(
                    "subscription_canceled",
                    "Charged after a cancellation",
                    "The customer says that the subscription had been cancelled.",
                    "Show your terms, that the customer agreed to them, and that it was used after the day of the"
                            + " cancellation, or that there was none.",
                    List.of(CANCELLATION, ACCESS_LOG, CUSTOMER_COMMUNICATION)),
            known(
                    "credit_not_processed",
                    "A refund did not come",
                    "The customer says that a refund was promised and never made.",
                    "Show that it was made, and when; or why the customer is not owed one by your policy.",
                    List.of(REFUND_EXPLANATION, REFUND_POLICY, CUSTOMER_COMMUNICATION)),
            known(
                    "unrecognized",
                    "Not recognised",
                    "The customer does not know the payment by its name on the statement.",
                    "Show what was bought, by whom and when; often a reminder is enough.",
                    List.of(PRODUCT_DESCRIPTION, CUSTOMER_NAME, CUSTOMER_EMAIL, CUSTOMER_COMMUNICATION)));

    private static Map.Entry<String, DisputeReason> known(
            String code, String title, String meaning, String helps, List<EvidenceField> fields) {
        return Map.entry(code, new DisputeReason(code, title, meaning, helps, fields));
    }

    static DisputeReason of(String code) {
        DisputeReason known = KNOWN.get(code);
        return known != null
                ? known
                : new DisputeReason(
                        code,
                        PaymentPage.readable(code),
                        "The issuer gave no reason that Florin knows.",
                        "Show what was bought, that the customer took part, and that it was delivered as agreed.",
                        List.of(PRODUCT_DESCRIPTION, CUSTOMER_COMMUNICATION, SERVICE_DATE));
    }
}
