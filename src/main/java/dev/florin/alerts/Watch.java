package dev.florin.alerts;

import java.util.List;

/**
 * Looks whether something needs an operator: a bean of any module. All are asked every half minute, by one instance for
 * all, one after the other. An alert is told once two looks in a row have found it, and has ended once two in a row have
 * not: what flickers is not worth a person's night. A watch that fails, or takes longer than ten seconds, is an alert by
 * itself, and what it saw last stands meanwhile.
 */
@FunctionalInterface
public interface Watch {

    /** What needs somebody now. Cheap, whatever has happened: by an index or a roll-up, and with an end. */
    List<Alert> look();

    /** Whether critical alerts of this watch are told at the first look: they do not come and go. */
    default boolean tellsAtOnce() {
        return false;
    }

    /** A watch whose critical alerts are told at the first look. */
    static Watch atOnce(Watch watch) {
        return new Watch() {
            @Override
            public List<Alert> look() {
                return watch.look();
            }

            @Override
            public boolean tellsAtOnce() {
                return true;
            }
        };
    }
}
