package dev.florin.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.florin.FlorinTest;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@FlorinTest
class VaultTests {

    @Autowired
    Vault vault;

    @Autowired
    Keyring keyring;

    @Autowired
    CardRepository cards;

    @Autowired
    JdbcClient jdbc;

    final Tenant tenant = new Tenant(TypeId.next(), false);
    final Card card = CardFixture.visa();

    @Test
    void aTokenStandsForItsCard() {
        var view = vault.tokenize(tenant, card);

        assertThat(view.brand()).isEqualTo("visa");
        assertThat(view.last4()).isEqualTo("4242");
        assertThat(vault.find(tenant, view.token())).contains(view);
        assertThat(CardToken.parse(view.token().toString())).contains(view.token());
    }

    @Test
    void aRevealedCardIsTheOneThatCameInWithoutItsCvc() {
        var token = vault.tokenize(tenant, card).token();

        assertThat(vault.reveal(tenant, token))
                .contains(new Card(card.number(), card.expMonth(), card.expYear(), null, card.holder()));
    }

    @Test
    void aHolderMayBeMissing() {
        var nameless = new Card(card.number(), 1, 2041, null, null);

        assertThat(vault.reveal(tenant, vault.tokenize(tenant, nameless).token()))
                .contains(nameless);
    }

    @Test
    void aTokenIsUnknownToOtherMerchantsAndInTheOtherMode() {
        var token = vault.tokenize(tenant, card).token();
        var stranger = new Tenant(TypeId.next(), false);
        var otherMode = new Tenant(tenant.merchant(), true);

        assertThat(vault.find(stranger, token)).isEmpty();
        assertThat(vault.find(otherMode, token)).isEmpty();
        assertThat(vault.reveal(stranger, token)).isEmpty();
        assertThat(vault.reveal(otherMode, token)).isEmpty();
    }

    @Test
    void aNumberMovedToAnotherTokenOrModeCannotBeOpened() {
        var mine = vault.tokenize(tenant, card).token();
        var other = vault.tokenize(tenant, card).token();

        jdbc.sql("update vault.card set sealed = (select sealed from vault.card where token = ?) where token = ?")
                .params(other.value(), mine.value())
                .update();
        jdbc.sql("update vault.card set livemode = true where token = ?")
                .param(other.value())
                .update();

        assertThatIllegalStateException().isThrownBy(() -> vault.reveal(tenant, mine));
        assertThatIllegalStateException().isThrownBy(() -> vault.reveal(new Tenant(tenant.merchant(), true), other));
    }

    @Test
    void neitherNumberNorHolderNorCvcIsInTheRow() {
        var token = vault.tokenize(tenant, card).token();

        var row = jdbc.sql("select c::text || encode(sealed, 'escape') from vault.card c where token = ?")
                .param(token.value())
                .query(String.class)
                .single();

        assertThat(row).contains("4242").doesNotContain(card.number(), card.holder(), "424242", ",123,");
    }

    @Test
    void aFingerprintTellsTheSameCardOfTheSameMerchantOnly() {
        var print = vault.tokenize(tenant, card).fingerprint();

        assertThat(print).matches("[0-9a-f]{32}");
        assertThat(vault.tokenize(tenant, card).fingerprint()).isEqualTo(print);
        assertThat(vault.tokenize(new Tenant(TypeId.next(), false), card).fingerprint())
                .isNotEqualTo(print);
        assertThat(vault.tokenize(tenant, CardFixture.card("5555555555554444", null))
                        .fingerprint())
                .isNotEqualTo(print);
    }

    @Test
    void aNumberIsErasedWhenItsTimeIsOver() {
        var made = Instant.parse("2020-01-01T00:00:00Z"); // so that nobody else's cards are due
        var over = made.plus(Duration.ofDays(30));
        var view = at(made).tokenize(tenant, card);

        assertThat(at(over.minusMillis(1)).eraseExpired()).isZero();
        assertThat(at(over.minusMillis(1)).reveal(tenant, view.token())).isPresent();
        assertThat(at(over).reveal(tenant, view.token()))
                .as("due, if not yet erased")
                .isEmpty();
        assertThat(at(over).eraseExpired()).isEqualTo(1);
        assertThat(at(made).reveal(tenant, view.token())).as("erased for good").isEmpty();
        assertThat(at(over).find(tenant, view.token())).contains(view);
        assertThat(at(over).eraseExpired()).isZero();
    }

    @Test
    void aSecretOpensForItsOwnerOnly() {
        var owner = UUID.randomUUID();
        var sealed = vault.seal(owner, "123");

        assertThat(vault.open(owner, sealed)).isEqualTo("123");
        assertThat(vault.seal(owner, "123")).isNotEqualTo(sealed);
        assertThatIllegalStateException().isThrownBy(() -> vault.open(UUID.randomUUID(), sealed));
        sealed[sealed.length - 1] ^= 1;
        assertThatIllegalStateException().isThrownBy(() -> vault.open(owner, sealed));
    }

    private Vault at(Instant now) {
        return new Vault(keyring, cards, new VaultSettings(Duration.ofDays(30)), InstantSource.fixed(now));
    }
}
