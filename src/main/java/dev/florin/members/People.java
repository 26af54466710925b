package dev.florin.members;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Those who sign in. */
@Component
public class People {

    private final PersonRepository people;
    private final PasswordEncoder passwords;
    private final InstantSource clock;
    private final String nobodys;

    People(PersonRepository people, PasswordEncoder passwords, InstantSource clock) {
        this.people = people;
        this.passwords = passwords;
        this.clock = clock;
        this.nobodys = passwords.encode("nobody's password");
    }

    /**
     * Who has this e-mail address and this password; empty if nobody has. Takes as long for an address that nobody has as
     * for a wrong password.
     */
    Optional<Person> authenticate(String email, String password) {
        if (password.length() > PasswordRules.LONGEST * 4) {
            return Optional.empty(); // nobody's, and too much to hash
        }
        var hash = people.passwordHash(email);
        boolean right = passwords.matches(PasswordRules.normal(password), hash.orElse(nobodys));
        return right && hash.isPresent() ? people.findByEmail(email) : Optional.empty();
    }

    /** Empty too if they were shut out. */
    public Optional<Person> find(UUID id) {
        return people.find(id);
    }

    /** Whose member they are, the longest first. */
    public List<Membership> memberships(UUID person) {
        return people.memberships(person);
    }

    /** Lets somebody with this id in again, if there is one, and changes nothing else of them. */
    void addIfAbsent(Person person, String password) {
        people.addIfAbsent(person, passwords.encode(password));
    }

    /** Does nothing if they are a member. */
    void joinIfAbsent(Membership membership) {
        people.joinIfAbsent(membership, clock.instant());
    }

    /** @return false if there is nobody with this id who could sign in */
    boolean shutOut(UUID person) {
        return people.shutOut(person, clock.instant());
    }
}
