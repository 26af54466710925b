package dev.florin.members;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class InvitationRepository {

    private static final String OPEN = "accepted_at is null and revoked_at is null";

    private final JdbcClient jdbc;

    InvitationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false if somebody of this address is invited to that merchant already */
    boolean add(Invitation invitation, byte[] hash) {
        return jdbc.sql("""
                        insert into members.invitation
                            (id, merchant_id, email, role, token_hash, invited_by, created_at, sent_at, expires_at)
                        values (:id, :merchant, :email, :role, :hash, :by, :now, :now, :until)
                        on conflict do nothing
                        """)
                        .param("id", invitation.id())
                        .param("merchant", invitation.merchant(), java.sql.Types.OTHER)
                        .param("email", invitation.email())
                        .param(
                                "role",
                                invitation.role() == null
                                        ? null
                                        : invitation.role().wire())
                        .param("hash", hash)
                        .param("by", invitation.invitedBy())
                        .param("now", invitation.sentAt().atOffset(UTC))
                        .param("until", invitation.expiresAt().atOffset(UTC))
                        .update()
                == 1;
    }

    Optional<Invitation> find(byte[] hash, Instant now) {
        return jdbc.sql("select * from members.invitation where token_hash = ? and expires_at > ? and " + OPEN)
                .params(hash, now.atOffset(UTC))
                .query(InvitationRepository::invitation)
                .optional();
    }

    Optional<Invitation> find(UUID merchant, UUID id) {
        return jdbc.sql("select * from members.invitation where merchant_id = ? and id = ? and " + OPEN)
                .params(merchant, id)
                .query(InvitationRepository::invitation)
                .optional();
    }

    List<Invitation> open(UUID merchant) {
        return jdbc.sql("select * from members.invitation where merchant_id = ? and " + OPEN + " order by id desc")
                .param(merchant)
                .query(InvitationRepository::invitation)
                .list();
    }

    /** A new link in the place of the old one. */
    boolean renew(UUID id, byte[] hash, Instant now, Instant until) {
        return jdbc.sql("update members.invitation set token_hash = ?, sent_at = ?, expires_at = ? where id = ? and "
                                + OPEN)
                        .params(hash, now.atOffset(UTC), until.atOffset(UTC), id)
                        .update()
                == 1;
    }

    boolean revoke(UUID merchant, UUID id, Instant now) {
        return jdbc.sql("update members.invitation set revoked_at = ? where merchant_id = ? and id = ? and " + OPEN)
                        .params(now.atOffset(UTC), merchant, id)
                        .update()
                == 1;
    }

    /** Of two who accept at once, one does. */
    boolean accept(UUID id, Instant now) {
        return jdbc.sql("update members.invitation set accepted_at = ? where id = ? and expires_at > ? and " + OPEN)
                        .params(now.atOffset(UTC), id, now.atOffset(UTC))
                        .update()
                == 1;
    }

    /** The other links to the console that one address was given. */
    void revokeOfConsole(String email, Instant now) {
        jdbc.sql(
                        "update members.invitation set revoked_at = ? where merchant_id is null and lower(email) = lower(?) and "
                                + OPEN)
                .params(now.atOffset(UTC), email)
                .update();
    }

    private static Invitation invitation(ResultSet row, int number) throws SQLException {
        @Nullable String role = row.getString("role");
        return new Invitation(
                row.getObject("id", UUID.class),
                row.getObject("merchant_id", UUID.class),
                row.getString("email"),
                role == null ? null : Role.of(role),
                row.getString("invited_by"),
                row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
