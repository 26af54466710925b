package dev.florin.disputes;

import static java.time.ZoneOffset.UTC;

import dev.florin.disputes.DisputeEvent.EvidenceFile;
import dev.florin.kernel.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Drafts and files of evidence. */
@Repository
class EvidenceRepository {

    private static final TypeReference<Map<EvidenceField, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json = new JsonMapper();

    EvidenceRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is written so far, in the order of the fields. */
    Map<EvidenceField, String> texts(Tenant tenant, DisputeId dispute) {
        Map<EvidenceField, String> texts = new EnumMap<>(EvidenceField.class);
        jdbc.sql("select texts from disputes.draft where merchant_id = :merchant and dispute_id = :dispute")
                .param("merchant", tenant.merchant())
                .param("dispute", dispute.value())
                .query(String.class)
                .optional()
                .ifPresent(stored -> texts.putAll(json.readValue(stored, TEXTS)));
        return texts;
    }

    void write(Tenant tenant, DisputeId dispute, Map<EvidenceField, String> texts, Instant now) {
        jdbc.sql("""
                insert into disputes.draft (merchant_id, dispute_id, texts, changed_at)
                values (:merchant, :dispute, :texts::jsonb, :now)
                on conflict (merchant_id, dispute_id) do update
                set texts = excluded.texts, changed_at = excluded.changed_at
                """)
                .param("merchant", tenant.merchant())
                .param("dispute", dispute.value())
                .param("texts", json.writeValueAsString(texts))
                .param("now", now.atOffset(UTC))
                .update();
    }

    /** Oldest first, without their content. */
    List<EvidenceFile> files(Tenant tenant, DisputeId dispute) {
        return jdbc.sql("""
                select id, name, media_type, size, sha256, added_at from disputes.file
                where merchant_id = :merchant and dispute_id = :dispute order by id
                """)
                .param("merchant", tenant.merchant())
                .param("dispute", dispute.value())
                .query((row, _) -> file(row))
                .list();
    }

    void add(Tenant tenant, DisputeId dispute, EvidenceFile file, byte[] content) {
        jdbc.sql("""
                insert into disputes.file (merchant_id, dispute_id, id, name, media_type, size, sha256, content, added_at)
                values (:merchant, :dispute, :id, :name, :type, :size, :sha256, :content, :at)
                """)
                .param("merchant", tenant.merchant())
                .param("dispute", dispute.value())
                .param("id", file.id().value())
                .param("name", file.name())
                .param("type", file.mediaType())
                .param("size", file.size())
                .param("sha256", file.sha256())
                .param("content", content)
                .param("at", file.at().atOffset(UTC))
                .update();
    }

    /** @return false if there is none */
    boolean remove(Tenant tenant, DisputeId dispute, FileId file) {
        return jdbc.sql("""
                delete from disputes.file where merchant_id = :merchant and dispute_id = :dispute and id = :id
                """)
                        .param("merchant", tenant.merchant())
                        .param("dispute", dispute.value())
                        .param("id", file.value())
                        .update()
                == 1;
    }

    Optional<Evidence> content(Tenant tenant, DisputeId dispute, FileId file) {
        return jdbc.sql("""
                select id, name, media_type, size, sha256, added_at, content from disputes.file
                where merchant_id = :merchant and dispute_id = :dispute and id = :id
                """)
                .param("merchant", tenant.merchant())
                .param("dispute", dispute.value())
                .param("id", file.value())
                .query((row, _) -> new Evidence(file(row), row.getBytes("content")))
                .optional();
    }

    /** Of whichever dispute of the tenant's. */
    Optional<Evidence> content(Tenant tenant, FileId file) {
        return jdbc.sql("""
                select f.id, f.name, f.media_type, f.size, f.sha256, f.added_at, f.content from disputes.file f
                join disputes.dispute d on d.merchant_id = f.merchant_id and d.id = f.dispute_id
                where f.merchant_id = :merchant and f.id = :id and d.livemode = :live
                """)
                .param("merchant", tenant.merchant())
                .param("live", tenant.live())
                .param("id", file.value())
                .query((row, _) -> new Evidence(file(row), row.getBytes("content")))
                .optional();
    }

    private static EvidenceFile file(ResultSet row) throws SQLException {
        return new EvidenceFile(
                new FileId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getString("media_type"),
                row.getInt("size"),
                row.getString("sha256"),
                row.getObject("added_at", OffsetDateTime.class).toInstant());
    }
}
