package dev.florin.members;

import dev.florin.audit.Actor;
import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.audit.Origin;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people do about themselves, in the history of each merchant they are with; of who is with none, in Florin's own. */
@Component
class Trail {

    private final Audit audit;
    private final PersonRepository people;

    Trail(Audit audit, PersonRepository people) {
        this.audit = audit;
        this.people = people;
    }

    void of(Person person, Origin origin, String action) {
        of(person, origin, action, null);
    }

    void of(Person person, Origin origin, String action, @Nullable Map<String, ?> after) {
        everywhere(
                person.id(),
                Deed.by(Actor.person(person.id(), person.email()), action, null)
                        .from(origin)
                        .after(after));
    }

    /** What somebody did who said they were this person, and did not prove it. */
    void ofStranger(
            @Nullable Person person, String said, Origin origin, String action, @Nullable Map<String, ?> after) {
        Deed deed = Deed.by(Actor.stranger(said), action, null).from(origin).after(after);
        if (person == null) {
            audit.record(deed);
        } else {
            everywhere(person.id(), deed);
        }
    }

    /** What somebody did at a merchant; null for the console. */
    void at(@Nullable UUID merchant, Person by, Origin origin, String action, String subject, Changed changed) {
        audit.record(Deed.by(Actor.person(by.id(), by.email()), action, subject)
                .at(merchant)
                .from(origin)
                .before(changed.before())
                .after(changed.after()));
    }

    record Changed(
            @Nullable Map<String, ?> before, @Nullable Map<String, ?> after) {

        static final Changed NOTHING = new Changed(null, null);

        static Changed to(Map<String, ?> after) {
            return new Changed(null, after);
        }
    }

    private void everywhere(UUID person, Deed deed) {
        var merchants = people.memberships(person).stream()
                .map(Membership::merchant)
                .sorted() // two people at once take the chains in one order
                .toList();
        if (merchants.isEmpty()) {
            audit.record(deed);
        } else {
            merchants.forEach(merchant -> audit.record(deed.at(merchant)));
        }
    }
}
