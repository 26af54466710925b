package dev.florin.members;

import dev.florin.audit.Origin;
import dev.florin.members.SignInOutcome.CodeNeeded;
import dev.florin.members.SignInOutcome.Refused;
import dev.florin.members.SignInOutcome.TooMany;
import dev.florin.members.SignInOutcome.Welcome;
import dev.florin.members.Throttle.Kind;
import dev.florin.members.Throttle.Turn;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Proves who somebody is: by a password and, if they have set one up, a second factor; or by a passkey alone, which is
 * two. What fails too often is slowed down, and all of it is recorded.
 */
@Component
public class SignIns {

    private final People people;
    private final PersonRepository rows;
    private final SecondFactors factors;
    private final Passkeys passkeys;
    private final Throttle throttle;
    private final Trail trail;
    private final InstantSource clock;

    SignIns(
            People people,
            PersonRepository rows,
            SecondFactors factors,
            Passkeys passkeys,
            Throttle throttle,
            Trail trail,
            InstantSource clock) {
        this.people = people;
        this.rows = rows;
        this.factors = factors;
        this.passkeys = passkeys;
        this.throttle = throttle;
        this.trail = trail;
        this.clock = clock;
    }

    /** The first step, or the only one. Takes as long, and says the same, for an address that nobody has. */
    public SignInOutcome byPassword(String email, String password, Origin origin) {
        String name = email.strip();
        SignInOutcome tried = tryPassword(name, password, origin);
        return switch (tried) {
            case Welcome(var person) when factors.of(person.id()).any() -> new CodeNeeded(person);
            case Welcome(var person) -> arrived(person, origin, "password");
            case CodeNeeded _, Refused _, TooMany _ -> tried;
        };
    }

    /** The second step after a password: a code of the app, or one for recovery. */
    public SignInOutcome byCode(UUID person, String code, Origin origin) {
        SignInOutcome tried = tryCode(person, code, origin);
        return tried instanceof Welcome(var who) ? arrived(who, origin, "code") : tried;
    }

    /** @param challenge which this answers; the caller has forgotten it, as it is good for one answer */
    public SignInOutcome byPasskey(String challenge, String answer, Origin origin) {
        SignInOutcome tried = tryPasskey(challenge, answer, origin);
        return tried instanceof Welcome(var who) ? arrived(who, origin, "passkey") : tried;
    }

    /** Proves it again, of somebody who is signed in: with their app's code if they have one, else their password. */
    public SignInOutcome prove(Person person, String secret, Origin origin) {
        return factors.of(person.id()).app()
                ? tryCode(person.id(), secret, origin)
                : tryPassword(person.email(), secret, origin);
    }

    /** The same by a passkey, which must be theirs. */
    public SignInOutcome prove(Person person, String challenge, String answer, Origin origin) {
        SignInOutcome tried = tryPasskey(challenge, answer, origin);
        return tried instanceof Welcome(var who) && !who.id().equals(person.id()) ? new Refused() : tried;
    }

    private SignInOutcome tryPassword(String email, String password, Origin origin) {
        return slowly(
                Kind.PASSWORD,
                Throttle.subject(email),
                email,
                origin,
                () -> people.authenticate(email, password),
                () -> rows.findByEmail(email));
    }

    private SignInOutcome tryCode(UUID id, String code, Origin origin) {
        Optional<Person> known = people.find(id);
        return slowly(
                Kind.CODE,
                Throttle.subject(id),
                known.map(Person::email).orElse("nobody"),
                origin,
                () -> known.filter(person -> factors.takes(person, code, origin)),
                () -> known);
    }

    /** Nothing can be guessed here, so nobody waits. */
    private SignInOutcome tryPasskey(String challenge, String answer, Origin origin) {
        Optional<Person> person = passkeys.verify(challenge, answer);
        if (person.isEmpty()) {
            trail.ofStranger(null, "somebody with a passkey", origin, "sign_in.failed", Map.of("by", "passkey"));
        }
        return person.<SignInOutcome>map(Welcome::new).orElseGet(Refused::new);
    }

    private SignInOutcome slowly(
            Kind kind,
            String subject,
            String said,
            Origin origin,
            Supplier<Optional<Person>> proof,
            Supplier<Optional<Person>> meant) {
        String address = Throttle.address(origin.ip());
        Turn fromThere = throttle.turn(Kind.ADDRESS, address);
        Turn turn = fromThere.mustWait() ? fromThere : throttle.turn(kind, subject);
        if (turn.mustWait()) {
            return new TooMany(turn.delay());
        }
        Optional<Person> proved = proof.get();
        if (proved.isEmpty()) {
            boolean locks = turn.began() || fromThere.began();
            trail.ofStranger(
                    meant.get().orElse(null),
                    said,
                    origin,
                    locks ? "sign_in.locked" : "sign_in.failed",
                    Map.of("by", kind.name().toLowerCase(Locale.ROOT)));
            return new Refused();
        }
        throttle.forgive(kind, subject);
        throttle.forgiveOne(Kind.ADDRESS, address);
        return new Welcome(proved.get());
    }

    private Welcome arrived(Person person, Origin origin, String by) {
        rows.signedIn(person.id(), clock.instant());
        trail.of(person, origin, "sign_in.succeeded", Map.of("by", by));
        return new Welcome(person);
    }
}
