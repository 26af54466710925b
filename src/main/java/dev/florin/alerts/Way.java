package dev.florin.alerts;

import dev.florin.alerts.Notices.Notice;
import java.util.List;

/** How the operator is told. */
interface Way {

    /** As the database writes it. */
    String name();

    /** For people: what it is and where it leads. */
    String inWords();

    /** Whether the notices go together, as in one letter; otherwise one by one. */
    boolean together();

    /** Tells them, within some ten seconds. @throws NotTold if that is not sure; then they are told again */
    void tell(List<Notice> notices) throws NotTold;

    /** With the reason, for people. */
    final class NotTold extends Exception {
        NotTold(String reason) {
            super(reason);
        }
    }
}
