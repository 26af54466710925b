package dev.florin.platform;

import dev.florin.kernel.PageQuery.Page;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Walk} found on a bounded way along a list.
 *
 * @param page what fits, newest first; perhaps less than was asked for, or nothing
 * @param reached where the way ended before the list did: to be gone on from as from a row; null if it did not
 */
public record Stretch<T>(Page<T> page, @Nullable UUID reached) {

    public <R> Stretch<R> map(Function<? super T, ? extends R> mapper) {
        return new Stretch<>(page.map(mapper), reached);
    }
}
