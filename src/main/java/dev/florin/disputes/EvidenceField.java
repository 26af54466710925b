package dev.florin.disputes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What evidence can tell of, in words. */
public enum EvidenceField {
    PRODUCT_DESCRIPTION("What was sold", "The product or service as the customer saw it when paying."),
    CUSTOMER_COMMUNICATION("What the customer wrote", "E-mails or messages that show what was agreed and received."),
    CUSTOMER_NAME("The customer’s name", "As given with the order."),
    CUSTOMER_EMAIL("The customer’s e-mail address", "As given with the order."),
    SERVICE_DATE("When it was delivered", "The day on which the customer received it or could begin to use it."),
    SHIPPING_ADDRESS("Where it was sent", "The address on the parcel, and whose it is."),
    SHIPPING_CARRIER("Who carried it", "For example India Post or DHL."),
    SHIPPING_TRACKING("Tracking number", "So that the issuer can look the delivery up."),
    ACCESS_LOG("How it was used", "For digital goods: sign-ins or downloads with times and addresses."),
    REFUND_POLICY("Your refund policy", "The text that the customer agreed to, and where it was shown."),
    CANCELLATION("About a cancellation", "Your terms, and why the customer did not cancel by them."),
    DUPLICATE_EXPLANATION("Why it is no duplicate", "What each of the two payments was for."),
    REFUND_EXPLANATION("Why there was no refund", "Why the customer is not owed one; or that it was made, and when."),
    OTHER("Anything else", "Whatever else speaks for you.");

    /** Characters. */
    public static final int LONGEST = 5_000;

    private final String title;
    private final String hint;

    EvidenceField(String title, String hint) {
        this.title = title;
        this.hint = hint;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** What to write, for people. */
    public String hint() {
        return hint;
    }

    /** As the API, the database and acquirers write it. */
    @JsonValue
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static EvidenceField of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
