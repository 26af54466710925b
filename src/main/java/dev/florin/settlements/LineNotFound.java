package dev.florin.settlements;

import dev.florin.kernel.Rejection;

/** A cursor that is none of the settlement's lines. */
final class LineNotFound extends Rejection {
    LineNotFound(String line) {
        super(
                Kind.NOT_FOUND,
                "line_not_found",
                "There is no line '%s' in this settlement.".formatted(line.length() > 100 ? "…" : line),
                "starting_after");
    }
}
