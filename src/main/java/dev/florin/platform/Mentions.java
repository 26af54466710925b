package dev.florin.platform;

import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every log line says beside its text: for whom it was written. It is the thread's; whoever hands work to another
 * thread {@linkplain #carry carries} it over.
 */
public final class Mentions {

    /** The id of the request that began it: {@code req_…} */
    public static final String REQUEST = "request";

    /** {@code mer_…} */
    public static final String MERCHANT = "merchant";

    /** {@code pay_…} */
    public static final String PAYMENT = "payment";

    /** The name of the job that does it. */
    public static final String JOB = "job";

    /** The id of the trace that it belongs to; none if it is not traced. */
    public static final String TRACE = "trace";

    /** The span that is open, as W3C Trace Context writes it. */
    static final String TRACEPARENT = "traceparent";

    private Mentions() {}

    /** @param value null for none */
    public static void put(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }

    public static @Nullable String get(String key) {
        return MDC.get(key);
    }

    /** As {@link #MERCHANT} has it. */
    public static String of(Tenant tenant) {
        return TypeId.format("mer", tenant.merchant());
    }

    /** Nothing any more. */
    public static void clear() {
        MDC.clear();
    }

    /** The same work, for another thread, which mentions what this one does now. */
    public static Runnable carry(Runnable work) {
        Supplier<Runnable> carried = carry(Map.of(), () -> {
            work.run();
            return work;
        });
        return () -> Objects.requireNonNull(carried.get());
    }

    /**
     * The same work, for another thread, which mentions what this one does now.
     *
     * @param more what it mentions beside, and instead
     */
    public static <T> Supplier<T> carry(Map<String, String> more, Supplier<T> work) {
        Map<String, String> mine = MDC.getCopyOfContextMap();
        return () -> {
            Map<String, String> theirs = MDC.getCopyOfContextMap();
            try {
                if (mine != null) {
                    MDC.setContextMap(mine);
                }
                more.forEach(MDC::put);
                return work.get();
            } finally {
                if (theirs == null) {
                    MDC.clear();
                } else {
                    MDC.setContextMap(theirs);
                }
            }
        };
    }
}
