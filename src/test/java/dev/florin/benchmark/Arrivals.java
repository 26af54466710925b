package dev.florin.benchmark;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** The times of a Poisson process, by {@link System#nanoTime}; the same gaps in every run. */
final class Arrivals implements LongSupplier {

    private final SplittableRandom random = new SplittableRandom(42);
    private final double meanGap;
    private double next;

    Arrivals(long start, double perSecond) {
        this.next = start;
        this.meanGap = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** When the next one is due; never the same one twice, whoever asks. */
    @Override
    public synchronized long getAsLong() {
        next -= Math.log(1 - random.nextDouble()) * meanGap;
        return (long) next;
    }

    static void await(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
