package dev.florin.consistency;

import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContext;

/** Lets tests of other packages have checks look. */
public final class Look {

    private final Comparison comparison;
    private final Patrol patrol;
    private final List<Check> checks;

    public Look(ApplicationContext florin) {
        this.comparison = florin.getBean(Comparison.class);
        this.patrol = florin.getBean(Patrol.class);
        this.checks = florin.getBeansOfType(Check.class).values().stream().toList();
    }

    /** What all checks suspect when they look once at everything, each in words. */
    public List<String> atEverything() {
        return checks.stream().flatMap(check -> at(check).stream()).toList();
    }

    private List<String> at(Check check) {
        List<String> suspects = new ArrayList<>();
        String after = null;
        do {
            Check.Portion portion = comparison.all(check, after);
            comparison.suspects(check, portion.subjects()).forEach(found -> suspects.add(check.name() + ": " + found));
            after = portion.next();
        } while (after != null);
        return suspects;
    }

    /** As its job does. */
    public void atNews() {
        patrol.run();
    }
}
