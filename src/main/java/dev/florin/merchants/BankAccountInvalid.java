package dev.florin.merchants;

import dev.florin.kernel.Rejection;

final class BankAccountInvalid extends Rejection {
    BankAccountInvalid(String message, String param) {
        super(Kind.INVALID, "bank_account_invalid", message, param);
    }
}
