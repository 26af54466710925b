package dev.florin.pages;

import dev.florin.audit.Actor;
import dev.florin.audit.Deed;
import dev.florin.audit.Origin;
import dev.florin.kernel.Tenant;
import dev.florin.members.Membership;
import dev.florin.members.Permission;
import dev.florin.members.Person;
import dev.florin.members.Role;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for a page, as a parameter of the method that serves it: read anew for each request, so that who lost a role
 * has lost it at once.
 *
 * @param memberships all of them, the longest first; empty for who only runs Florin
 * @param tenantOrNull whose data they are looking at; null if they are nobody's member
 * @param merchantName the name of that merchant; empty if there is none
 * @param zone in which that merchant's days begin
 * @param role what they are to that merchant; null if there is none
 * @param base where the portal's pages for that mode begin: {@code /dashboard} or {@code /test/dashboard}
 * @param provedAt when they last proved who they are
 * @param origin from where they ask
 */
public record Visitor(
        Person person,
        List<Membership> memberships,
        @Nullable Tenant tenantOrNull,
        String merchantName,
        ZoneId zone,
        @Nullable Role role,
        String base,
        Instant provedAt,
        Origin origin) {

    /** Whose data they are looking at; pages of the portal are served to members alone, who have one. */
    public Tenant tenant() {
        if (tenantOrNull == null) {
            throw new IllegalStateException(person.id() + " is nobody's member");
        }
        return tenantOrNull;
    }

    public boolean live() {
        return tenantOrNull != null && tenantOrNull.live();
    }

    public boolean may(Permission permission) {
        return role != null && role.may(permission);
    }

    /** For templates: the same by the permission's name. */
    public boolean may(String permission) {
        return may(Permission.valueOf(permission));
    }

    /** Whether they have proved who they are within the last ten minutes; else {@link ProofNeeded} asks for it. */
    public boolean hasProved(Instant now) {
        return !provedAt.isBefore(now.minus(Proof.GOOD_FOR));
    }

    /**
     * Something they do, for the audit log: in the merchant's history, from where they are; in Florin's own if they are
     * nobody's member.
     *
     * @param action {@code noun.verb}
     * @param subject the public id of what it is done to
     */
    public Deed deed(String action, @Nullable String subject) {
        Deed deed = Deed.by(Actor.person(person.id(), person.email()), action, subject)
                .from(origin);
        return tenantOrNull == null ? deed : deed.at(tenantOrNull);
    }

    /** A page of the portal in the mode they are in; {@code path} begins with a slash. */
    public String path(String path) {
        return base + path;
    }
}
