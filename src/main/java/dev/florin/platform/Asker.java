package dev.florin.platform;

import dev.florin.kernel.Once;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Somebody who waits for what becomes of something, and whose answer is stored with it.
 *
 * @param <S> what it is
 */
public final class Asker<S> {

    private static final Asker<Object> NOBODY = new Asker<>(_ -> false, _ -> {});

    private final Predicate<S> content;
    private final Consumer<S> answer;

    private Asker(Predicate<S> content, Consumer<S> answer) {
        this.content = content;
        this.answer = answer;
    }

    /** @param content whether it, as it now is, answers the question */
    static <S, V> Asker<S> of(Once<? super V> once, Predicate<S> content, Function<S, V> view) {
        return new Asker<>(content, state -> once.complete(view.apply(state)));
    }

    @SuppressWarnings("unchecked") // it looks at nothing
    public static <S> Asker<S> nobody() {
        return (Asker<S>) NOBODY;
    }

    /** Stores the answer, if there is one by now, in the caller's transaction. */
    public void hear(S state) {
        if (content.test(state)) {
            answer.accept(state);
        }
    }
}
