package dev.florin.portal.payments;

import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.kernel.Once;
import java.util.UUID;
import java.util.function.Function;

/**
 * Records who did it in the transaction that begins it: if and only if it is begun, and once however often the form is
 * sent.
 */
final class Recorded<V> implements Once<V> {

    private final Once<V> once;
    private final Audit audit;
    private final Function<UUID, Deed> deed;

    /** @param deed of what will be the id of what is begun */
    Recorded(Once<V> once, Audit audit, Function<UUID, Deed> deed) {
        this.once = once;
        this.audit = audit;
        this.deed = deed;
    }

    @Override
    public UUID claim(UUID resource) {
        UUID claimed = once.claim(resource);
        if (claimed.equals(resource)) {
            audit.record(deed.apply(resource));
        }
        return claimed;
    }

    @Override
    public void complete(V answer) {
        once.complete(answer);
    }

    @Override
    public void confirm() {
        once.confirm();
    }
}
