package dev.florin.vault;

import dev.florin.kernel.Tenant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps card numbers and secrets encrypted. Losing the master key loses them; nothing else can read them. */
@Component
public class Vault {

    /**
     * Checks a card: Luhn, length, expiry (to the end of its month), CVC length for its brand. Touches no database.
     *
     * @return the card normalised (digits only, four-digit year)
     * @throws dev.florin.kernel.Rejection naming the field at fault: {@code card.number}, {@code card.exp_month},
     *     {@code card.exp_year} or {@code card.cvc}
     */
    public Card check(Card card) {
        throw new UnsupportedOperationException();
    }

    /** Encrypts a checked card's number and keeps it under a new token, in the caller's transaction. The CVC is not kept. */
    public CardView tokenize(Tenant tenant, Card card) {
        throw new UnsupportedOperationException();
    }

    public Optional<CardView> find(Tenant tenant, CardToken token) {
        throw new UnsupportedOperationException();
    }

    /** The card in clear, without a CVC, for the length of one call to an acquirer. Empty if unknown or erased. */
    public Optional<Card> reveal(Tenant tenant, CardToken token) {
        throw new UnsupportedOperationException();
    }

    /**
     * Encrypts a small secret for its owner to keep in a row of its own.
     *
     * @param owner what the secret belongs to; only with the same one can it be opened
     */
    public byte[] seal(UUID owner, String secret) {
        throw new UnsupportedOperationException();
    }

    public String open(UUID owner, byte[] sealed) {
        throw new UnsupportedOperationException();
    }
}
