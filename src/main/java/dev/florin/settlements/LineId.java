package dev.florin.settlements;

import dev.florin.kernel.TypeId;
import dev.florin.ledger.Transfer;
import java.util.Optional;
import java.util.UUID;

/**
 * The name of a line outside: {@code line_} and its transfer's subject and id, as a transfer has no shorter one.
 *
 * @param subject of the transfer
 * @param transfer its id
 */
record LineId(UUID subject, UUID transfer) {

    private static final String PREFIX = "line";
    private static final int HALF = PREFIX.length() + 1 + 26;

    static String text(Transfer transfer) {
        return TypeId.format(PREFIX, transfer.subject())
                + TypeId.format(PREFIX, transfer.id()).substring(PREFIX.length() + 1);
    }

    /** Empty if {@code text} is not such a name. */
    static Optional<LineId> parse(String text) {
        if (text.length() < HALF) {
            return Optional.empty();
        }
        return TypeId.parse(PREFIX, text.substring(0, HALF))
                .flatMap(subject -> TypeId.parse(PREFIX, PREFIX + "_" + text.substring(HALF))
                        .map(transfer -> new LineId(subject, transfer)));
    }
}
