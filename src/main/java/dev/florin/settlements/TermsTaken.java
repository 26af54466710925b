package dev.florin.settlements;

import dev.florin.kernel.Rejection;

/** Terms are never changed, and so never replaced from the moment on from which they hold. */
final class TermsTaken extends Rejection {
    TermsTaken() {
        super(
                Kind.CONFLICT,
                "terms_taken",
                "From that very moment on there are terms already, which never change. Choose a later one.",
                "from");
    }
}
