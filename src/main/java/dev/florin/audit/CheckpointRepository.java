package dev.florin.audit;

import static java.time.ZoneOffset.UTC;

import dev.florin.audit.Verification.Break;
import dev.florin.kernel.TypeId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Up to where chains were found sound, and what the looks at them came to. */
@Repository
class CheckpointRepository {

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;

    CheckpointRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An entry that was found sound, with all before it.
     *
     * @param hash empty if it is not known
     */
    record Checkpoint(long seq, String hash) {

        /** Before the first. */
        static final Checkpoint START = new Checkpoint(0, Seal.BEFORE_ALL);

        /** The entry that stands before it. */
        Checkpoint before() {
            return seq <= 1 ? START : new Checkpoint(seq - 1, "");
        }
    }

    /** Those that are, and those that were. */
    List<Chain> chains() {
        return jdbc.sql("select distinct chain from (select distinct chain from audit.entry union all"
                        + " select distinct chain from audit.checkpoint) known order by chain")
                .query((row, _) -> new Chain(row.getObject("chain", UUID.class)))
                .list();
    }

    Optional<Checkpoint> last(Chain chain) {
        return jdbc.sql("select seq, hash from audit.checkpoint where chain = ? order by seq desc limit 1")
                .param(chain.id())
                .query((row, _) -> new Checkpoint(row.getLong("seq"), row.getString("hash")))
                .optional();
    }

    /** Keeps nothing twice, and nothing of a chain that has no entries. */
    void keep(Chain chain, Checkpoint checkpoint, Instant at) {
        if (checkpoint.seq() == 0) {
            return;
        }
        jdbc.sql("insert into audit.checkpoint (chain, seq, hash, at) values (?, ?, ?, ?) on conflict do nothing")
                .params(chain.id(), checkpoint.seq(), checkpoint.hash(), at.atOffset(UTC))
                .update();
    }

    void keep(Verification verification) {
        jdbc.sql("""
                        insert into audit.verification (id, at, whole, chains, entries, breaks, heads)
                        values (?, ?, ?, ?, ?, ?::json, ?)
                        """)
                .params(TypeId.next(), verification.at().atOffset(UTC), verification.full())
                .params(verification.chains(), verification.entries(), JSON.writeValueAsString(verification.breaks()))
                .param(verification.heads())
                .update();
    }

    Optional<Verification> lastVerification() {
        return jdbc.sql("select * from audit.verification order by id desc limit 1")
                .query((row, _) -> new Verification(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getBoolean("whole"),
                        row.getLong("chains"),
                        row.getLong("entries"),
                        JSON.readValue(row.getString("breaks"), new TypeReference<List<Break>>() {}),
                        row.getString("heads")))
                .optional();
    }
}
