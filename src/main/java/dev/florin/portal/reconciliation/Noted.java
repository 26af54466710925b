package dev.florin.portal.reconciliation;

import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.kernel.Once;
import java.util.UUID;
import java.util.function.Function;

/** Records who did it in the transaction in which it is done, once however often the form is sent. */
final class Noted<V> implements Once<V> {

    private final Once<V> once;
    private final Audit audit;
    private final Function<? super V, Deed> deed;

    /** @param deed of what the use case answers */
    Noted(Once<V> once, Audit audit, Function<? super V, Deed> deed) {
        this.once = once;
        this.audit = audit;
        this.deed = deed;
    }

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
}
