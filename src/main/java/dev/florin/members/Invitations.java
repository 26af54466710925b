package dev.florin.members;

import dev.florin.audit.Actor;
import dev.florin.audit.Audit;
import dev.florin.audit.Deed;
import dev.florin.audit.Origin;
import dev.florin.kernel.TypeId;
import dev.florin.members.Trail.Changed;
import dev.florin.merchants.Merchant;
import dev.florin.merchants.Merchants;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** How people come to be members: by a link that works once, for seven days. */
@Component
public class Invitations {

    private static final Duration GOOD_FOR = Duration.ofDays(7);
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,255}");

    private final InvitationRepository rows;
    private final PersonRepository people;
    private final Team team;
    private final PasswordRules rules;
    private final Merchants merchants;
    private final Letters letters;
    private final Trail trail;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final String publicUrl;

    Invitations(
            InvitationRepository rows,
            PersonRepository people,
            Team team,
            PasswordRules rules,
            Merchants merchants,
            Letters letters,
            Trail trail,
            Audit audit,
            TransactionOperations transactions,
            InstantSource clock,
            @Value("${florin.public-url}") String publicUrl) {
        this.rows = rows;
        this.people = people;
        this.team = team;
        this.rules = rules;
        this.merchants = merchants;
        this.letters = letters;
        this.trail = trail;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    /**
     * Invites somebody to be a member of a merchant.
     *
     * @param by an owner or administrator of it, or somebody who runs Florin; only owners and those make others owners
     * @throws dev.florin.kernel.Rejection naming {@code email} or {@code role}
     */
    public Invited invite(UUID merchant, String email, Role role, Person by, Origin origin) {
        String address = email.strip();
        if (!EMAIL.matcher(address).matches()) {
            throw Refusal.of("email", "This is not an e-mail address.");
        }
        String token = Tokens.link();
        var invitation = invitation(merchant, address, role, by.email());
        transactions.executeWithoutResult(_ -> {
            team.demandRight(merchant, by, role);
            if (team.has(merchant, address)) {
                throw Refusal.of("email", "They are a member already.");
            }
            if (!rows.add(invitation, Tokens.hash(token))) {
                throw Refusal.of("email", "They are invited already. Send the invitation again, or revoke it.");
            }
            trail.at(merchant, by, origin, "member.invite", invitation.publicId(), Changed.to(facts(invitation)));
        });
        return told(invitation, token);
    }

    /**
     * Sends it again, with a new link; the old one works no more.
     *
     * @throws dev.florin.kernel.Rejection if there is none
     */
    public Invited resend(UUID merchant, UUID id, Person by, Origin origin) {
        String token = Tokens.link();
        Instant now = clock.instant();
        Invitation invitation = transactions.execute(_ -> {
            var found = rows.find(merchant, id).orElseThrow(Invitations::unknown);
            team.demandRight(merchant, by, found.role());
            if (!rows.renew(id, Tokens.hash(token), now, now.plus(GOOD_FOR))) {
                throw unknown();
            }
            trail.at(merchant, by, origin, "invitation.resend", found.publicId(), Changed.to(facts(found)));
            return found;
        });
        return told(invitation, token);
    }

    /** @throws dev.florin.kernel.Rejection if there is none */
    @Transactional
    public void revoke(UUID merchant, UUID id, Person by, Origin origin) {
        var found = rows.find(merchant, id).orElseThrow(Invitations::unknown);
        team.demandRight(merchant, by, found.role());
        if (!rows.revoke(merchant, id, clock.instant())) {
            throw unknown();
        }
        trail.at(merchant, by, origin, "invitation.revoke", found.publicId(), new Changed(facts(found), null));
    }

    /** Those that are not accepted yet, the newest first, with those whose time is over. */
    public List<Invitation> open(UUID merchant) {
        return rows.open(merchant);
    }

    /** By the end of a link; empty if it is not good any more. */
    public Optional<Invitation> find(String token) {
        return rows.find(Tokens.hash(token), clock.instant());
    }

    /** Whether somebody signs in with the address that is invited, and so has to do that first. */
    public boolean isOfKnownPerson(Invitation invitation) {
        return people.findByEmail(invitation.email()).isPresent();
    }

    /** The name of the merchant they are invited to; of Florin where it is the console. */
    public String host(Invitation invitation) {
        return invitation.merchant() == null
                ? "the console of Florin"
                : merchants.find(invitation.merchant()).map(Merchant::name).orElse("a merchant");
    }

    /**
     * Accepts it as somebody new.
     *
     * @throws dev.florin.kernel.Rejection naming {@code name} or {@code password}, or if the link is not good any more
     */
    @Transactional
    public Person accept(String token, String name, String password, Origin origin) {
        Invitation invitation = find(token).orElseThrow(Invitations::unknown);
        if (name.isBlank() || name.strip().length() > 100) {
            throw Refusal.of("name", "A name has 1 to 100 characters.");
        }
        var person = new Person(
                TypeId.next(), invitation.email(), name.strip(), invitation.merchant() == null, clock.instant());
        String hash = rules.hash(password, invitation.email(), "password");
        if (!people.add(person, hash)) {
            throw Refusal.now("Somebody signs in with this address already. Sign in, and open the link again.");
        }
        join(invitation, person, origin);
        return person;
    }

    /** Accepts it as somebody who is signed in and has the address that is invited. */
    @Transactional
    public void accept(String token, Person person, Origin origin) {
        Invitation invitation = find(token).orElseThrow(Invitations::unknown);
        if (!person.email().equalsIgnoreCase(invitation.email())) {
            throw Refusal.forbidden("This invitation is for %s. Sign in as them.".formatted(invitation.email()));
        }
        join(invitation, person, origin);
    }

    /**
     * A link to the console for who runs this Florin first, for one address as often as wanted; the first that is used
     * ends the others.
     */
    String toConsole(String email) {
        String token = Tokens.link();
        var invitation = invitation(null, email, null, "Florin");
        rows.add(invitation, Tokens.hash(token));
        letter(invitation, token);
        return link(token);
    }

    private void join(Invitation invitation, Person person, Origin origin) {
        if (!rows.accept(invitation.id(), clock.instant())) {
            throw unknown();
        }
        if (invitation.merchant() == null || invitation.role() == null) {
            people.makeAdmin(person.id());
            rows.revokeOfConsole(invitation.email(), clock.instant());
        } else {
            people.joinIfAbsent(new Membership(person.id(), invitation.merchant(), invitation.role()), clock.instant());
        }
        audit.record(Deed.by(Actor.person(person.id(), person.email()), "member.join", invitation.publicId())
                .at(invitation.merchant())
                .from(origin)
                .after(facts(invitation)));
    }

    private Invitation invitation(@Nullable UUID merchant, String email, @Nullable Role role, String by) {
        Instant now = clock.instant();
        return new Invitation(TypeId.next(), merchant, email, role, by, now, now.plus(GOOD_FOR));
    }

    private Invited told(Invitation invitation, String token) {
        letter(invitation, token);
        return new Invited(invitation, letters.areSent() ? null : link(token));
    }

    private void letter(Invitation invitation, String token) {
        letters.send(
                invitation.email(),
                "Join %s".formatted(host(invitation)),
                "%s invites you to join %s at Florin. The link works once, for seven days."
                        .formatted(invitation.invitedBy(), host(invitation)),
                link(token));
    }

    private String link(String token) {
        return publicUrl + "/invitations/" + token;
    }

    private static Map<String, ?> facts(Invitation invitation) {
        return Map.of(
                "email",
                invitation.email(),
                "role",
                invitation.role() == null ? "console" : invitation.role().wire());
    }

    private static Refusal unknown() {
        return Refusal.unknown("This invitation is not good any more. Ask for another one.");
    }
}
