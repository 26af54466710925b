package dev.florin.members;

import static dev.florin.members.Permission.EXPORT;
import static dev.florin.members.Permission.MANAGE_KEYS;
import static dev.florin.members.Permission.MANAGE_SETTINGS;
import static dev.florin.members.Permission.MANAGE_WEBHOOKS;
import static dev.florin.members.Permission.MOVE_MONEY;
import static dev.florin.members.Permission.VIEW_DEVELOPMENT;
import static dev.florin.members.Permission.VIEW_PAYMENTS;
import static dev.florin.members.Permission.VIEW_TEAM;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What somebody is to a merchant. Each has one. */
public enum Role {
    /** May do everything; the last one cannot leave. */
    OWNER("Owner", "May do everything, and make others owners.", EnumSet.allOf(Permission.class)),
    ADMIN("Administrator", "May do everything except make others owners.", EnumSet.allOf(Permission.class)),
    FINANCE(
            "Finance",
            "Captures, voids and refunds payments, and takes figures away.",
            EnumSet.of(VIEW_PAYMENTS, EXPORT, MOVE_MONEY, VIEW_TEAM)),
    DEVELOPER(
            "Developer",
            "Looks after keys, webhooks and settings; moves no money.",
            EnumSet.of(VIEW_PAYMENTS, VIEW_DEVELOPMENT, MANAGE_WEBHOOKS, MANAGE_KEYS, MANAGE_SETTINGS, VIEW_TEAM)),
    SUPPORT(
            "Support",
            "Looks up payments and what became of them; changes nothing.",
            EnumSet.of(VIEW_PAYMENTS, VIEW_DEVELOPMENT, VIEW_TEAM)),
    READ_ONLY("Read only", "Sees payments; changes nothing.", EnumSet.of(VIEW_PAYMENTS, VIEW_DEVELOPMENT, VIEW_TEAM));

    private final String title;
    private final String meaning;
    private final Set<Permission> permissions;

    Role(String title, String meaning, Set<Permission> permissions) {
        this.title = title;
        this.meaning = meaning;
        this.permissions = permissions;
    }

    public boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    /** For people. */
    public String title() {
        return title;
    }

    /** One sentence for people who choose. */
    public String meaning() {
        return meaning;
    }

    /** As stored, and as forms have it: {@code read_only}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
