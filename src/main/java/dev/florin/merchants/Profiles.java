package dev.florin.merchants;

import dev.florin.kernel.Tenant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** How merchants show themselves to their customers. */
@Component
public class Profiles {

    private final ProfileRepository profiles;
    private final MerchantRepository merchants;
    private final InstantSource clock;

    Profiles(ProfileRepository profiles, MerchantRepository merchants, InstantSource clock) {
        this.profiles = profiles;
        this.merchants = merchants;
        this.clock = clock;
    }

    /** Of one that has told nothing yet: its name, no origins, and the rest as it is without a word. */
    public MerchantProfile find(Tenant tenant) {
        return profiles.find(tenant)
                .orElseGet(() -> merchants
                        .find(tenant.merchant())
                        .map(MerchantProfile::of)
                        .orElseThrow(() -> new IllegalStateException("There is no merchant " + tenant.merchant())));
    }

    /**
     * Puts another in the place of the whole profile.
     *
     * @return it, with its origins as browsers write them
     * @throws dev.florin.kernel.Rejection {@code origin_invalid}
     */
    public MerchantProfile replace(Tenant tenant, MerchantProfile profile) {
        var normal = new MerchantProfile(
                profile.displayName(),
                profile.brandColor(),
                profile.logo(),
                Origins.normal(profile.origins(), tenant.live()),
                profile.vpaEntry());
        profiles.replace(tenant, normal, clock.instant());
        return normal;
    }
}
