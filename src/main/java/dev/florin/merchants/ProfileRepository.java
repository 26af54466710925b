package dev.florin.merchants;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

@Repository
class ProfileRepository {

    private static final String INSERT = """
            insert into merchants.profile
                (merchant_id, livemode, display_name, brand_color, logo_type, logo, origins, vpa_entry, updated_at)
            values (:merchant, :live, :name, :color, :logoType, :logo, :origins, :vpaEntry, :now)
            """;

    private final JdbcClient jdbc;

    ProfileRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<MerchantProfile> find(Tenant tenant) {
        return jdbc.sql("select * from merchants.profile where merchant_id = ? and livemode = ?")
                .params(tenant.merchant(), tenant.live())
                .query(ProfileRepository::profile)
                .optional();
    }

    void replace(Tenant tenant, MerchantProfile profile, Instant now) {
        insert(tenant, profile, now, """
                on conflict (merchant_id, livemode) do update
                set display_name = excluded.display_name, brand_color = excluded.brand_color,
                    logo_type = excluded.logo_type, logo = excluded.logo, origins = excluded.origins,
                    vpa_entry = excluded.vpa_entry, updated_at = excluded.updated_at
                """).update();
    }

    void addIfAbsent(Tenant tenant, MerchantProfile profile, Instant now) {
        insert(tenant, profile, now, "on conflict do nothing").update();
    }

    private StatementSpec insert(Tenant tenant, MerchantProfile profile, Instant now, String otherwise) {
        Logo logo = profile.logo();
        return jdbc.sql(INSERT + otherwise)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("name", profile.displayName())
                .param("color", profile.brandColor(), Types.VARCHAR)
                .param("logoType", logo == null ? null : logo.type(), Types.VARCHAR)
                .param("logo", logo == null ? null : logo.bytes(), Types.BINARY)
                .param("origins", profile.origins().toArray(String[]::new))
                .param("vpaEntry", profile.vpaEntry())
                .param("now", now.atOffset(UTC));
    }

    private static MerchantProfile profile(ResultSet row, int number) throws SQLException {
        String logoType = row.getString("logo_type");
        return new MerchantProfile(
                row.getString("display_name"),
                row.getString("brand_color"),
                logoType == null ? null : new Logo(logoType, row.getBytes("logo")),
                List.of((String[]) row.getArray("origins").getArray()),
                row.getBoolean("vpa_entry"));
    }
}
