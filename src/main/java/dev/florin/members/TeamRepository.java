package dev.florin.members;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class TeamRepository {

    private final JdbcClient jdbc;

    TeamRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Member> members(UUID merchant) {
        return jdbc.sql("""
                select p.id, p.name, p.email, m.role, m.created_at, p.signed_in_at,
                    (select max(s.last_access_time) from members.session s where s.principal_name = p.id::text) seen,
                    exists (select from members.totp t where t.person_id = p.id and t.confirmed_at is not null)
                        or exists (select from members.passkey k where k.person_id = p.id) second_factor
                from members.membership m join members.person p on p.id = m.person_id
                where m.merchant_id = ? and p.disabled_at is null
                order by m.created_at, p.id
                """).param(merchant).query(TeamRepository::member).list();
    }

    @Nullable
    Role role(UUID merchant, UUID person) {
        return jdbc.sql("select role from members.membership where merchant_id = ? and person_id = ?")
                .params(merchant, person)
                .query(String.class)
                .optional()
                .map(Role::of)
                .orElse(null);
    }

    boolean has(UUID merchant, String email) {
        return jdbc.sql("""
                select exists (select from members.membership m join members.person p on p.id = m.person_id
                    where m.merchant_id = ? and lower(p.email) = lower(?))
                """).params(merchant, email).query(Boolean.class).single();
    }

    /** Changes among owners come one after the other. */
    void lockOwners(UUID merchant) {
        jdbc.sql("""
                select person_id from members.membership where merchant_id = ? and role = 'owner'
                order by person_id for update
                """).param(merchant).query(UUID.class).list();
    }

    int owners(UUID merchant) {
        return jdbc.sql("""
                select count(*) from members.membership m join members.person p on p.id = m.person_id
                where m.merchant_id = ? and m.role = 'owner' and p.disabled_at is null
                """).param(merchant).query(Integer.class).single();
    }

    void changeRole(UUID merchant, UUID person, Role role) {
        jdbc.sql("update members.membership set role = ? where merchant_id = ? and person_id = ?")
                .params(role.wire(), merchant, person)
                .update();
    }

    void remove(UUID merchant, UUID person) {
        jdbc.sql("delete from members.membership where merchant_id = ? and person_id = ?")
                .params(merchant, person)
                .update();
    }

    String email(UUID person) {
        return jdbc.sql("select email from members.person where id = ?")
                .param(person)
                .query(String.class)
                .single();
    }

    private static Member member(ResultSet row, int number) throws SQLException {
        var signedIn = row.getObject("signed_in_at", OffsetDateTime.class);
        long seen = row.getLong("seen");
        Instant lastSeen = seen > 0 ? Instant.ofEpochMilli(seen) : signedIn == null ? null : signedIn.toInstant();
        return new Member(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("email"),
                Role.of(row.getString("role")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                lastSeen,
                row.getBoolean("second_factor"));
    }
}
