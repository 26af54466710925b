package dev.florin.members;

import dev.florin.kernel.TypeId;
import java.time.Instant;
import java.util.UUID;

/** People who can sign in, with the roles that a test wants. */
public final class MemberFixture {

    /** Of all of them. */
    public static final String PASSWORD = "four tin cups of tea";

    private MemberFixture() {}

    /** Somebody new with this role at a merchant. */
    public static Person member(People people, UUID merchant, Role role) {
        Person person = somebody(people, role.wire(), false);
        people.joinIfAbsent(new Membership(person.id(), merchant, role));
        return person;
    }

    /** Somebody new who runs Florin, and is nobody's member. */
    public static Person operator(People people) {
        return somebody(people, "operator", true);
    }

    /** What an app for codes shows, given its secret in base 32. */
    public static String code(String secret, Instant at) {
        return Totp.code(SignInsTests.bytes(secret), at);
    }

    private static Person somebody(People people, String name, boolean admin) {
        UUID id = TypeId.next();
        var person = new Person(id, name + "-" + id + "@example.com", name, admin, Instant.EPOCH);
        people.addIfAbsent(person, PASSWORD);
        return person;
    }
}
