package dev.florin.members;

import dev.florin.audit.Origin;
import dev.florin.members.Trail.Changed;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is a member of a merchant. Owners and administrators change that; only owners make owners or touch one, nobody
 * changes their own role, and there is always an owner.
 */
@Component
public class Team {

    private final TeamRepository rows;
    private final Trail trail;

    Team(TeamRepository rows, Trail trail) {
        this.rows = rows;
        this.trail = trail;
    }

    /** The longest first. */
    public List<Member> members(UUID merchant) {
        return rows.members(merchant);
    }

    /** @throws dev.florin.kernel.Rejection if one of the rules above forbids it, or they are no member */
    @Transactional
    public void changeRole(UUID merchant, UUID person, Role role, Person by, Origin origin) {
        Role before = lockedRole(merchant, person);
        demandRight(merchant, by, role);
        demandRight(merchant, by, before);
        if (person.equals(by.id())) {
            throw Refusal.of("role", "Nobody changes their own role. Ask another owner.");
        }
        if (before == role) {
            return;
        }
        demandAnotherOwner(merchant, before);
        rows.changeRole(merchant, person, role);
        trail.at(
                merchant,
                by,
                origin,
                "member.change_role",
                rows.email(person),
                new Changed(Map.of("role", before.wire()), Map.of("role", role.wire())));
    }

    /**
     * Ends a membership, at once. Who removes themselves leaves, which everybody may but the last owner.
     *
     * @throws dev.florin.kernel.Rejection if one of the rules above forbids it, or they are no member
     */
    @Transactional
    public void remove(UUID merchant, UUID person, Person by, Origin origin) {
        Role role = lockedRole(merchant, person);
        boolean leaves = person.equals(by.id());
        if (!leaves) {
            demandRight(merchant, by, role);
        }
        demandAnotherOwner(merchant, role);
        rows.remove(merchant, person);
        trail.at(
                merchant,
                by,
                origin,
                leaves ? "member.leave" : "member.remove",
                rows.email(person),
                new Changed(Map.of("role", role.wire()), null));
    }

    boolean has(UUID merchant, String email) {
        return rows.has(merchant, email);
    }

    /** @param role what they give or take; null for neither */
    void demandRight(UUID merchant, Person by, @Nullable Role role) {
        Role own = rows.role(merchant, by.id());
        if (by.admin() || own == Role.OWNER) {
            return;
        }
        if (own == null || !own.may(Permission.MANAGE_TEAM)) {
            throw Refusal.forbidden("Only owners and administrators change who is in the team.");
        }
        if (role == Role.OWNER) {
            throw Refusal.of("role", "Only owners make others owners, or change what an owner may do.");
        }
    }

    private Role lockedRole(UUID merchant, UUID person) {
        rows.lockOwners(merchant);
        Role role = rows.role(merchant, person);
        if (role == null) {
            throw Refusal.unknown("They are no member any more.");
        }
        return role;
    }

    /** Of two owners who remove each other, one comes second, and is the last. */
    private void demandAnotherOwner(UUID merchant, Role role) {
        if (role == Role.OWNER && rows.owners(merchant) < 2) {
            throw Refusal.now("The last owner stays. Make somebody else an owner first.");
        }
    }
}
