package dev.florin.members;

import dev.florin.audit.Origin;
import dev.florin.members.Throttle.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Passwords that are changed, and those that were forgotten. */
@Component
public class Passwords {

    /** How long the link of a letter is good. */
    private static final Duration GOOD_FOR = Duration.ofHours(1);

    private final PersonRepository people;
    private final ResetRepository resets;
    private final PasswordRules rules;
    private final Sessions sessions;
    private final Throttle throttle;
    private final Letters letters;
    private final Trail trail;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final String publicUrl;

    Passwords(
            PersonRepository people,
            ResetRepository resets,
            PasswordRules rules,
            Sessions sessions,
            Throttle throttle,
            Letters letters,
            Trail trail,
            TransactionOperations transactions,
            InstantSource clock,
            @Value("${florin.public-url}") String publicUrl) {
        this.people = people;
        this.resets = resets;
        this.rules = rules;
        this.sessions = sessions;
        this.throttle = throttle;
        this.letters = letters;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /**
     * Sets another password, and signs them out everywhere but in {@code session}. That they are who they are is proved
     * before.
     *
     * @throws dev.florin.kernel.Rejection naming {@code password}
     */
    @Transactional
    public void change(Person person, String password, String session, Origin origin) {
        people.setPassword(person.id(), rules.hash(password, person.email(), "password"));
        resets.useAll(person.id(), clock.instant());
        sessions.endOthers(person.id(), session);
        trail.of(person, origin, "password.change");
    }

    /** Sends a link by which to choose a new one; that there is nobody of that address is not told. */
    public void forgotten(String email, Origin origin) {
        String address = Throttle.address(origin.ip());
        if (throttle.turn(Kind.LETTER, Throttle.subject(email)).mustWait()
                || throttle.turn(Kind.ADDRESS, address).mustWait()) {
            return; // who asks too often has their letter already
        }
        String token = Tokens.link();
        var known = people.findByEmail(email.strip());
        transactions.executeWithoutResult(_ -> known.ifPresentOrElse(
                person -> {
                    resets.add(
                            person.id(),
                            Tokens.hash(token),
                            clock.instant(),
                            clock.instant().plus(GOOD_FOR));
                    trail.ofStranger(person, person.email(), origin, "password.forget", null);
                },
                () -> trail.ofStranger(null, email, origin, "password.forget", null)));
        known.ifPresent(person -> letters.send(person.email(), "Choose a new password", """
                Somebody, probably you, has forgotten the password of this address at Florin. Choose a new one within an \
                hour by this link, which works once. If it was not you, do nothing: your password stays.""", link(token)));
    }

    /**
     * A link by which somebody chooses a new password, for an operator to hand over where there is no mail server. It works
     * once, for an hour.
     *
     * @param by somebody who runs Florin
     */
    @Transactional
    public String linkFor(Person person, Person by, Origin origin) {
        if (!by.admin()) {
            throw Refusal.forbidden("This is for those who run Florin.");
        }
        String token = Tokens.link();
        resets.add(
                person.id(),
                Tokens.hash(token),
                clock.instant(),
                clock.instant().plus(GOOD_FOR));
        trail.at(null, by, origin, "password.hand_over", person.email(), Trail.Changed.NOTHING);
        return link(token);
    }

    /** Whose password may be chosen by a link; empty if it is too old, or was used. */
    public Optional<Person> resettable(String token) {
        return resets.find(Tokens.hash(token), clock.instant()).flatMap(people::find);
    }

    /**
     * Chooses a new one by a link, and signs them out everywhere. Their second factor stays, and is asked for when they
     * sign in.
     *
     * @return who; empty if the link is too old, or was used
     * @throws dev.florin.kernel.Rejection naming {@code password}
     */
    @Transactional
    public Optional<Person> reset(String token, String password, Origin origin) {
        Optional<Person> person = resettable(token);
        if (person.isEmpty()) {
            return person;
        }
        UUID id = person.get().id();
        String hash = rules.hash(password, person.get().email(), "password");
        if (!resets.use(Tokens.hash(token), clock.instant())) {
            return Optional.empty(); // somebody else was faster
        }
        people.setPassword(id, hash);
        resets.useAll(id, clock.instant());
        throttle.forgive(Kind.PASSWORD, Throttle.subject(person.get().email()));
        sessions.endAll(id);
        trail.of(person.get(), origin, "password.reset");
        return person;
    }

    private String link(String token) {
        return publicUrl + "/sign-in/reset/" + token;
    }
}
