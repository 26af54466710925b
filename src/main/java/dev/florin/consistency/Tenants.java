package dev.florin.consistency;

import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Merchants in a mode as subjects of checks: {@code mer_…} and the mode. */
public final class Tenants {

    private static final String PREFIX = "mer";

    private Tenants() {}

    /** Each once. */
    public static List<Subject> subjects(Collection<Tenant> tenants) {
        return tenants.stream().distinct().map(Tenants::subject).toList();
    }

    public static Subject subject(Tenant tenant) {
        return new Subject(tenant, TypeId.format(PREFIX, tenant.merchant()));
    }

    /** Whose a subject is that belongs to a merchant. */
    public static Tenant of(Subject subject) {
        return Objects.requireNonNull(subject.tenant());
    }

    /** The merchant of each. */
    public static UUID[] merchants(Collection<Subject> subjects) {
        return subjects.stream().map(subject -> of(subject).merchant()).toArray(UUID[]::new);
    }
}
