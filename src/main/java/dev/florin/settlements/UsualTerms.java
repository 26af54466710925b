package dev.florin.settlements;

import dev.florin.settlements.Schedule.Usual;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Keeps since when the settings say what they say, so that what was captured before is settled as it was said then. An
 * instance that starts with other settings changes them for all.
 */
@Component
class UsualTerms implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(UsualTerms.class);

    private final TermsRepository terms;
    private final SettlementsProperties properties;
    private final InstantSource clock;

    UsualTerms(TermsRepository terms, SettlementsProperties properties, InstantSource clock) {
        this.terms = terms;
        this.properties = properties;
        this.clock = clock;
    }

    /** Before the first request can come in. Done again, or by two instances at once, it has the same effect. */
    @Override
    public void afterSingletonsInstantiated() {
        List<Usual> kept = terms.usual();
        wanted(kept).stream().filter(usual -> isNew(usual, kept)).forEach(usual -> {
            terms.add(usual);
            log.info(
                    "From now on the usual fee{} is {} millionths of a capture and {} minor units",
                    usual.currency().isEmpty() ? "" : " of " + usual.currency(),
                    usual.rate(),
                    usual.fixed());
        });
    }

    /** A currency that is no longer named has to be told so, too. */
    private List<Usual> wanted(List<Usual> kept) {
        var wanted = new ArrayList<>(properties.usual(clock.instant()));
        int rate = wanted.getFirst().rate();
        kept.stream().map(Usual::currency).distinct().forEach(currency -> {
            if (wanted.stream().noneMatch(usual -> usual.currency().equals(currency))) {
                wanted.add(new Usual(currency, rate, 0, 0, clock.instant()));
            }
        });
        return wanted;
    }

    /** @param kept the newest of each currency first */
    private static boolean isNew(Usual usual, List<Usual> kept) {
        Optional<Usual> last = kept.stream()
                .filter(it -> it.currency().equals(usual.currency()))
                .findFirst();
        return last.map(it -> !it.saysTheSameAs(usual)).orElse(true);
    }
}
