package dev.florin.consistency;

import dev.florin.kernel.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * What a check looks at.
 *
 * @param tenant whose; null for what belongs to no merchant
 * @param id as the world sees it, where the world sees it: {@code pay_…}
 */
public record Subject(@Nullable Tenant tenant, String id) {}
