package dev.florin.merchants;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bank account in clear, for whoever tells the bank. {@link #toString} shows no more of it than its last digits.
 *
 * @param holder as the bank knows them: 1–70 characters, as ISO 20022 has it
 * @param number an IBAN (ISO 13616) without blanks, or an Indian account number of 9–18 digits
 * @param ifsc the branch of an Indian account (RBI: four letters, 0, six letters or digits); null with an IBAN
 */
public record BankAccount(
        String holder, String number, @Nullable String ifsc) {

    private static final int LONGEST_HOLDER = 70;
    private static final Pattern IBAN = Pattern.compile("[A-Z]{2}\\d{2}[A-Z0-9]{11,30}");
    private static final Pattern INDIAN = Pattern.compile("\\d{9,18}");
    private static final Pattern IFSC = Pattern.compile("[A-Z]{4}0[A-Z0-9]{6}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    /**
     * What somebody has written, without blanks and in capitals.
     *
     * @param ifsc null or blank if {@code number} is an IBAN
     * @throws dev.florin.kernel.Rejection {@code bank_account_invalid}, naming {@code holder}, {@code number} or
     *     {@code ifsc}
     */
    public static BankAccount of(String holder, String number, @Nullable String ifsc) {
        String name = holder.strip();
        if (name.isEmpty() || name.length() > LONGEST_HOLDER || name.chars().anyMatch(Character::isISOControl)) {
            throw new BankAccountInvalid("The holder has a name of 1 to 70 characters.", "holder");
        }
        String plain = plain(number);
        String branch = ifsc == null ? "" : plain(ifsc);
        if (branch.isEmpty()) {
            if (!isIban(plain)) {
                throw new BankAccountInvalid(
                        INDIAN.matcher(plain).matches()
                                ? "An Indian account needs the IFSC of its branch beside it."
                                : "This is no IBAN: check for digits that are missing or in the wrong place.",
                        INDIAN.matcher(plain).matches() ? "ifsc" : "number");
            }
            return new BankAccount(name, plain, null);
        }
        if (!IFSC.matcher(branch).matches()) {
            throw new BankAccountInvalid("An IFSC has four letters, a zero and six letters or digits.", "ifsc");
        }
        if (!INDIAN.matcher(plain).matches()) {
            throw new BankAccountInvalid("With an IFSC goes an account number of 9 to 18 digits.", "number");
        }
        return new BankAccount(name, plain, branch);
    }

    private static String plain(String text) {
        return text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    /** ISO 7064, MOD 97-10: the first four characters behind the others, letters as 10 to 35. */
    private static boolean isIban(String text) {
        if (!IBAN.matcher(text).matches()) {
            return false;
        }
        var digits = new StringBuilder();
        (text.substring(4) + text.substring(0, 4)).chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(MODULUS).equals(BigInteger.ONE);
    }

    /** What may be shown of it: {@code DE •••• 3000}, {@code HDFC0000001 •••• 7890}. */
    public String masked() {
        String where = ifsc == null ? number.substring(0, 2) : ifsc;
        return where + " •••• " + number.substring(number.length() - 4);
    }

    @Override
    public String toString() {
        return masked();
    }
}
