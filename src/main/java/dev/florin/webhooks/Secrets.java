package dev.florin.webhooks;

import java.util.List;
import java.util.function.Supplier;

/**
 * What an endpoint's deliveries are signed with, the newest first; opened when something is first sent. To know who wants
 * to hear of a payment needs no secret, and one that cannot be opened must not keep a payment from being made.
 */
final class Secrets {

    private final Supplier<List<Secret>> opening;
    private volatile List<Secret> opened = List.of();

    Secrets(Supplier<List<Secret>> opening) {
        this.opening = opening;
    }

    static Secrets of(Secret... secrets) {
        return new Secrets(() -> List.of(secrets));
    }

    /** @throws IllegalStateException if the vault cannot open them */
    List<Secret> open() {
        List<Secret> known = opened;
        if (known.isEmpty()) {
            known = opening.get();
            opened = known;
        }
        return known;
    }
}
