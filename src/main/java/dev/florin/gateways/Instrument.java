package dev.florin.gateways;

import org.jspecify.annotations.Nullable;

/** What the customer pays with, in clear: it lives in memory for the length of one call, and never prints itself. */
public sealed interface Instrument {

    /**
     * @param number the PAN, digits only
     * @param expMonth 1–12
     * @param expYear four digits
     * @param cvc null when a stored card is charged without one
     */
    record Card(
            String number,
            int expMonth,
            int expYear,
            @Nullable String cvc,
            @Nullable String holder) implements Instrument {
        @Override
        public String toString() {
            return "Card[…]";
        }
    }

    /**
     * @param flow how the customer meets the request
     * @param vpa the payer's address, for {@link UpiFlow#COLLECT} alone
     */
    record Upi(UpiFlow flow, @Nullable String vpa) implements Instrument {}

    enum UpiFlow {
        /** The customer scans a code with a UPI app on another device. */
        QR,
        /** A UPI app on the same device is opened by a link. */
        INTENT,
        /** The request is sent to the payer's address. */
        COLLECT
    }
}
