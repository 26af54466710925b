package dev.florin.gateways.sandbox;

import java.time.Duration;

/** A fault that one request meets. */
record Strike(Fault fault, Duration delay) {

    /** What would be done without the fault. */
    @FunctionalInterface
    interface Work {
        Reply carryOut() throws InterruptedException;
    }

    /** Does {@code work} or not, and answers or not, as the fault has it. */
    Reply around(Work work) throws InterruptedException {
        return switch (fault) {
            case REFUSE -> Reply.error(503, "unavailable", "Down, on demand.");
            case ERROR_5XX_BEFORE -> Reply.error(500, "internal", "Failed before, on demand.");
            case CUT_BEFORE -> throw new Endpoint.Cut();
            case TIMEOUT_BEFORE_CHARGE -> hang();
            case ERROR_5XX_AFTER -> after(work, Reply.error(500, "internal", "Failed afterwards, on demand."));
            case GARBAGE -> after(work, Reply.garbage());
            case CUT_AFTER -> {
                work.carryOut();
                throw new Endpoint.Cut();
            }
            case TIMEOUT_AFTER_CHARGE -> {
                work.carryOut();
                yield hang();
            }
            case LATE_ANSWER -> {
                Reply reply = work.carryOut();
                Thread.sleep(delay);
                yield reply;
            }
            case LATE_SUCCESS,
                    SUCCESS_AFTER_DECLINE,
                    CALLBACK_LOST,
                    CALLBACK_DOUBLED,
                    CALLBACK_REORDERED,
                    CALLBACK_DELAYED -> work.carryOut();
        };
    }

    private static Reply after(Work work, Reply instead) throws InterruptedException {
        work.carryOut();
        return instead;
    }

    private Reply hang() throws InterruptedException {
        Thread.sleep(delay);
        throw new Endpoint.Cut();
    }
}
