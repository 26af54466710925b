package dev.florin.vault;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.florin.kernel.TypeId;
import java.util.Optional;
import java.util.UUID;

/** Stands for a card that the vault holds: {@code tok_…}. */
public record CardToken(@JsonValue UUID value) {

    public static Optional<CardToken> parse(String text) {
        return TypeId.parse("tok", text).map(CardToken::new);
    }

    @Override
    public String toString() {
        return TypeId.format("tok", value);
    }
}
