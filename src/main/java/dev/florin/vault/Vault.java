package dev.florin.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.vault.CardRepository.Sealed;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Keeps card numbers and secrets encrypted. Losing the master key loses them; nothing else can read them. */
@Component
public class Vault {

    private static final int SECRET = 0;
    private static final int TEST_CARD = 1;
    private static final int LIVE_CARD = 2;

    private final Keyring keyring;
    private final CardRepository cards;
    private final VaultSettings settings;
    private final InstantSource clock;

    Vault(Keyring keyring, CardRepository cards, VaultSettings settings, InstantSource clock) {
        this.keyring = keyring;
        this.cards = cards;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Checks a card: Luhn, length, expiry (to the end of its month, wherever on earth that is latest), CVC length for
     * its brand where there is a CVC. Touches no database.
     *
     * @return the card normalised (digits only, four-digit year)
     * @throws dev.florin.kernel.Rejection {@code card_number_invalid}, {@code expiry_invalid}, {@code card_expired} or
     *     {@code cvc_invalid}, naming the field at fault: {@code card.number}, {@code card.exp_month},
     *     {@code card.exp_year} or {@code card.cvc}
     */
    public Card check(Card card) {
        return card.checked(clock.instant());
    }

    /**
     * Encrypts a {@linkplain #check checked} card's number and holder and keeps them under a new token, in the caller's
     * transaction: one insert. The CVC is not kept. The number is erased after {@code florin.vault.card-retention}; what
     * may be shown of the card stays.
     */
    public CardView tokenize(Tenant tenant, Card card) {
        var token = new CardToken(TypeId.next());
        var now = clock.instant();
        var number = card.number();
        var view = new CardView(
                token,
                Brand.of(number).wire(),
                number.substring(number.length() - 4),
                card.expMonth(),
                card.expYear(),
                fingerprint(tenant, number));
        var clear = number + "\n" + (card.holder() == null ? "" : card.holder());
        var sealed = sealed(clear, owner(tenant, token));
        cards.add(tenant, new Sealed(view, sealed), now, now.plus(settings.cardRetention()));
        return view;
    }

    /** What may be shown of the card; empty if this tenant has no such token. */
    public Optional<CardView> find(Tenant tenant, CardToken token) {
        return cards.find(tenant, token);
    }

    /** The card in clear, without a CVC, for the length of one call to an acquirer. Empty if unknown or erased. */
    public Optional<Card> reveal(Tenant tenant, CardToken token) {
        return cards.findReadable(tenant, token, clock.instant()).map(card -> revealed(tenant, card));
    }

    /** Erases the numbers of cards whose time is over, for good. */
    public int eraseExpired() {
        return cards.eraseExpired(clock.instant());
    }

    /**
     * Encrypts a small secret for its owner to keep in a row of its own.
     *
     * @param owner what the secret belongs to; only with the same one can it be opened
     */
    public byte[] seal(UUID owner, String secret) {
        return sealed(secret, owner(SECRET, owner));
    }

    /**
     * The secret in clear.
     *
     * @throws IllegalStateException if it was sealed for another owner, was tampered with, or is of another installation
     */
    public String open(UUID owner, byte[] sealed) {
        return opened(sealed, owner(SECRET, owner));
    }

    private Card revealed(Tenant tenant, Sealed card) {
        var view = card.view();
        var clear = opened(card.sealed(), owner(tenant, view.token())).split("\n", 2);
        var holder = clear[1].isEmpty() ? null : clear[1];
        return new Card(clear[0], view.expMonth(), view.expYear(), null, holder);
    }

    private String fingerprint(Tenant tenant, String number) {
        try {
            var print = keyring.fingerprint((tenant.merchant() + number).getBytes(UTF_8));
            return HexFormat.of().formatHex(print);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot fingerprint", e);
        }
    }

    private byte[] sealed(String clear, byte[] owner) {
        try {
            return keyring.seal(clear.getBytes(UTF_8), owner);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot encrypt", e);
        }
    }

    private String opened(byte[] sealed, byte[] owner) {
        try {
            return new String(keyring.open(sealed, owner), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Not sealed by this vault for this owner, or tampered with", e);
        }
    }

    private static byte[] owner(Tenant tenant, CardToken token) {
        return owner(tenant.live() ? LIVE_CARD : TEST_CARD, tenant.merchant(), token.value());
    }

    private static byte[] owner(int purpose, UUID... ids) {
        var bytes = ByteBuffer.allocate(1 + 16 * ids.length).put((byte) purpose);
        for (var id : ids) {
            bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return bytes.array();
    }
}
