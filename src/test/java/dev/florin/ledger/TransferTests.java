package dev.florin.ledger;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.florin.kernel.Money;
import dev.florin.kernel.TypeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransferTests {

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void aTransferMovesMoreThanZero(long minor) {
        assertThatIllegalArgumentException().isThrownBy(() -> transfer(Account.debit("a"), Account.credit("b"), minor));
    }

    @Test
    void aTransferGoesBetweenTwoAccounts() {
        assertThatIllegalArgumentException().isThrownBy(() -> transfer(Account.debit("a"), Account.credit("a"), 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"merchant", "acquirer:sandbox", "0", "fees_2026-11"})
    void anAccountCodeIsShortAndPlain(String code) {
        assertThatNoException().isThrownBy(() -> Account.debit(code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":a", "Merchant", "a b", "a'b", "ä"})
    void anythingElseIsNoAccountCode(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> Account.debit(code));
        assertThatIllegalArgumentException().isThrownBy(() -> Account.credit("a".repeat(65)));
    }

    private static Transfer transfer(Account debit, Account credit, long minor) {
        return new Transfer(TypeId.next(), debit, credit, Money.of(minor, "INR"), "capture", TypeId.next());
    }
}
