package dev.florin.admin;

import dev.florin.admin.Light.Shine;
import dev.florin.consistency.Standing;
import java.util.List;

/** All checks in one light, and each in its own. */
final class ConsistencyLight {

    private static final String PAGE = "/admin/consistency";

    private ConsistencyLight() {}

    static Light of(List<Standing> standings) {
        long open = standings.stream().mapToLong(Standing::open).sum();
        long failing = standings.stream().filter(it -> it.failure() != null).count();
        long unknown = standings.stream().filter(it -> !it.isKnown()).count();
        if (open > 0) {
            return new Light("Consistency", "%,d".formatted(open), "discrepancies stand", worst(standings), PAGE);
        }
        if (failing > 0) {
            return new Light("Consistency", "%,d".formatted(failing), "checks could not look", Shine.WAIT, PAGE);
        }
        return unknown > 0
                ? new Light("Consistency", "looking", "not everything has been looked at yet", Shine.WAIT, PAGE)
                : new Light("Consistency", "sound", "what is stored hangs together", Shine.GOOD, PAGE);
    }

    private static Shine worst(List<Standing> standings) {
        return standings.stream().map(ConsistencyLight::shine).anyMatch(Shine.BAD::equals) ? Shine.BAD : Shine.WAIT;
    }

    static Shine shine(Standing standing) {
        if (standing.alarming() > 0) {
            return Shine.BAD;
        }
        return standing.open() > 0 || standing.failure() != null || !standing.isKnown() ? Shine.WAIT : Shine.GOOD;
    }
}
