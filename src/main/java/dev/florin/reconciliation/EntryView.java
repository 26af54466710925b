package dev.florin.reconciliation;

import dev.florin.kernel.Money;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of a statement as it stands.
 *
 * @param line of the file
 * @param amount with its sign: what came in is above zero
 * @param fee kept back from it
 * @param key what the reference names of ours
 * @param how by what it was matched; null if it is not
 * @param match names what it was matched with
 */
public record EntryView(
        UUID id,
        StatementId statement,
        SourceId source,
        int line,
        LocalDate bookedOn,
        Money amount,
        Money fee,
        @Nullable String reference,
        @Nullable UUID key,
        @Nullable String bankId,
        String description,
        State state,
        @Nullable String how,
        @Nullable Integer daysLate,
        @Nullable UUID match) {

    public static final String PREFIX = "ent";

    /** What is known of it. */
    public enum State {
        NEW,
        MATCHED,
        UNKNOWN,
        MISMATCHED,
        DUPLICATE,
        SETTLED;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
