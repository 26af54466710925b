package dev.florin.payments;

import dev.florin.gateways.Instrument;
import dev.florin.gateways.Instrument.UpiFlow;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.Tenant;
import dev.florin.payments.CreatePayment.Source;
import dev.florin.payments.CreatePayment.Source.NewCard;
import dev.florin.payments.CreatePayment.Source.StoredCard;
import dev.florin.payments.CreatePayment.Source.Upi;
import dev.florin.vault.Card;
import dev.florin.vault.CardToken;
import dev.florin.vault.CardView;
import dev.florin.vault.Vault;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one payment is paid with, checked and in clear, for as long as the payment is being begun.
 *
 * @param fresh the card, if the vault does not have it yet
 * @param stored the card, if the vault has it
 */
record Means(
        Instrument instrument,
        @Nullable Card fresh,
        @Nullable CardView stored) {

    /** @throws Rejection if the card is not one, or there is no such token */
    static Means of(Tenant tenant, Source source, Vault vault) {
        return switch (source) {
            case NewCard(var given) -> {
                Card card = vault.check(given);
                yield new Means(Acquiring.instrument(card, card.cvc()), card, null);
            }
            case StoredCard(var token, var cvc) -> {
                CardView view = vault.find(tenant, token).orElseThrow(() -> new TokenNotFound(token));
                Card card = vault.reveal(tenant, token).orElseThrow(() -> new TokenNotFound(token));
                yield new Means(Acquiring.instrument(card, cvc), null, view);
            }
            case Upi(var flow, var vpa) -> new Means(new Instrument.Upi(flow, vpa), null, null);
        };
    }

    /** Puts a fresh card into the vault, in the caller's transaction; null for what is not a card. */
    @Nullable
    CardView keep(Tenant tenant, Vault vault) {
        return fresh == null ? stored : vault.tokenize(tenant, fresh);
    }

    byte @Nullable [] sealedCvc(UUID owner, Vault vault) {
        return instrument instanceof Instrument.Card card && card.cvc() != null ? vault.seal(owner, card.cvc()) : null;
    }

    @Nullable
    UpiFlow upi() {
        return instrument instanceof Instrument.Upi upi ? upi.flow() : null;
    }

    @Nullable
    String vpa() {
        return instrument instanceof Instrument.Upi upi ? upi.vpa() : null;
    }

    @Override
    public String toString() {
        return "Means[…]";
    }

    static final class TokenNotFound extends Rejection {
        TokenNotFound(CardToken token) {
            super(
                    Kind.INVALID,
                    "token_not_found",
                    "There is no stored card '%s', or its number has been erased; send the card.".formatted(token),
                    "token");
        }
    }
}
