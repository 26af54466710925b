package dev.florin.pages;

import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.kernel.Once;
import java.util.UUID;
import java.util.function.Function;

/** Has a use case record in the audit log what it has done, in the transaction in which it does it. */
public final class Audited {

    private Audited() {}

    /** @param deed from what the use case answers */
    public static <V> Once<V> by(Audit audit, Function<? super V, Deed> deed) {
        return by(Once.unkeyed(), audit, deed);
    }

    /**
     * … and once, however often the form is sent.
     *
     * @param once the form's
     * @param deed from what the use case answers
     */
    public static <V> Once<V> by(Once<V> once, Audit audit, Function<? super V, Deed> deed) {
        return new Once<>() {
            @Override
            public UUID claim(UUID resource) {
                return once.claim(resource);
            }

            @Override
            public void complete(V answer) {
                audit.record(deed.apply(answer));
                once.complete(answer);
            }

            @Override
            public void confirm() {
                once.confirm();
            }
        };
    }
}
