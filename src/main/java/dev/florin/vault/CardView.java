package dev.florin.vault;

/**
 * What may be shown of a card.
 *
 * @param token {@code tok_…}
 * @param brand {@code visa}, {@code mastercard}, {@code amex}, {@code rupay}, {@code discover}, {@code diners},
 *     {@code jcb}, {@code maestro}, {@code unionpay} or {@code unknown}
 * @param last4 the last four digits of the PAN
 * @param fingerprint 32 hexadecimal digits, the same for the same PAN of the same merchant; tells nothing else
 */
public record CardView(CardToken token, String brand, String last4, int expMonth, int expYear, String fingerprint) {}
