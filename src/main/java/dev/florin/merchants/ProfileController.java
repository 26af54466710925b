package dev.florin.merchants;

import dev.florin.kernel.Tenant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/merchant/profile")
@Tag(name = "Merchant", description = "How a merchant shows itself to its customers, and what Florin signs for it.")
class ProfileController {

    private final Profiles profiles;

    ProfileController(Profiles profiles) {
        this.profiles = profiles;
    }

    @GetMapping
    @Operation(operationId = "getMerchantProfile", summary = "Retrieve the profile that customers see on the checkout")
    ProfileBody get(Tenant tenant) {
        return ProfileBody.of(tenant, profiles.find(tenant));
    }

    @PutMapping
    @Operation(
            operationId = "replaceMerchantProfile",
            summary = "Replace the profile that customers see on the checkout",
            description = "The whole of it: what is left out is no longer there. Test and live mode have one each.")
    ProfileBody replace(Tenant tenant, @Valid @RequestBody ReplaceProfileBody body) {
        return ProfileBody.of(tenant, profiles.replace(tenant, body.profile()));
    }

    @Schema(example = """
            {"display_name": "Tea House", "brand_color": "#1f6f4a", "origins": ["https://shop.example"]}""")
    record ReplaceProfileBody(
            @NotBlank @Size(max = MerchantProfile.LONGEST_NAME)
            String displayName,

            @Schema(description = "For buttons and links; the text on it is made readable")
            @Nullable
            @Pattern(regexp = MerchantProfile.COLOR, message = "must be a colour such as #1f6f4a")
            String brandColor,

            @Schema(description = "A PNG, JPEG or WebP of at most 32 kB as data URL: `data:image/png;base64,…`")
            @Nullable
            @Size(max = Logo.LONGEST_URL)
            String logo,

            @Schema(
                    description = "Where the checkout may be embedded: scheme, host and port of the shop's pages, HTTPS"
                            + " alone; in test mode http://localhost as well")
            @Nullable
            @Size(max = MerchantProfile.MOST_ORIGINS)
            List<@NotNull @Size(max = 300) String> origins,

            @Schema(description = "Whether customers may type a UPI address; false where nothing is said") @Nullable
            Boolean vpaEntry) {

        MerchantProfile profile() {
            return new MerchantProfile(
                    displayName,
                    brandColor == null ? null : brandColor.toLowerCase(Locale.ROOT),
                    logo == null ? null : Logo.of(logo),
                    origins == null ? List.of() : origins,
                    Objects.requireNonNullElse(vpaEntry, false));
        }
    }

    record ProfileBody(
            String object,
            String displayName,
            @Schema(description = "`#rrggbb`") @Nullable String brandColor,
            @Schema(description = "A data URL") @Nullable String logo,
            List<String> origins,
            boolean vpaEntry,
            boolean livemode) {

        static ProfileBody of(Tenant tenant, MerchantProfile profile) {
            Logo logo = profile.logo();
            return new ProfileBody(
                    "merchant_profile",
                    profile.displayName(),
                    profile.brandColor(),
                    logo == null ? null : logo.dataUrl(),
                    profile.origins(),
                    profile.vpaEntry(),
                    tenant.live());
        }
    }
}
