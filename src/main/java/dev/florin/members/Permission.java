package dev.florin.members;

/** What a member of a merchant may be allowed to do. */
public enum Permission {
    /** See payments, orders, refunds and the figures made of them. */
    VIEW_PAYMENTS,
    /** Take them away as files. */
    EXPORT,
    /** Capture, void and refund. */
    MOVE_MONEY,
    /** See webhook endpoints and their deliveries, the API's log, and the names of keys. */
    VIEW_DEVELOPMENT,
    MANAGE_WEBHOOKS,
    MANAGE_KEYS,
    /** Change what customers see, and the merchant's time zone. */
    MANAGE_SETTINGS,
    VIEW_TEAM,
    /** Invite members, change their roles, and end their membership. */
    MANAGE_TEAM,
    /** Read who did what. */
    VIEW_AUDIT
}
