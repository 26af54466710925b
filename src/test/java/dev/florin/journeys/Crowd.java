package dev.florin.journeys;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Many callers at once. */
final class Crowd {

    private Crowd() {}

    /** Lets all of them go at the same instant, and returns what each of them got, in their order. */
    static <T> List<T> of(int size, IntFunction<T> act) {
        var start = new CountDownLatch(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<T>> replies = IntStream.range(0, size)
                    .mapToObj(caller -> CompletableFuture.supplyAsync(
                            () -> {
                                await(start);
                                return act.apply(caller);
                            },
                            callers))
                    .toList();
            start.countDown();
            return replies.stream().map(CompletableFuture::join).toList();
        }
    }

    private static void await(CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
