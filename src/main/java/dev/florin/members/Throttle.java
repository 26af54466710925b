package dev.florin.members;

import static java.time.ZoneOffset.UTC;

import dev.florin.platform.Sha256;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Slows guessing down, over all instances. Every try is counted before it is known whether it is right, so that many at
 * once gain nothing; who is right is forgiven. After some tries in vain the next has to wait, for twice as long each
 * time, but never longer than a quarter of an hour: nobody can lock another out for good.
 */
@Repository
class Throttle {

    static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(15);
    private static final Duration FORGOTTEN = Duration.ofHours(24);

    /** What is guessed, or who guesses, and how many tries are free. */
    enum Kind {
        PASSWORD(5),
        CODE(5),
        ADDRESS(40),
        LETTER(3);

        private final int free;

        Kind(int free) {
            this.free = free;
        }
    }

    /**
     * @param delay how long before another try; zero if this one may be made
     * @param began whether it was this try's predecessor that made others wait: worth telling once
     */
    record Turn(Duration delay, boolean began) {
        boolean mustWait() {
            return delay.isPositive();
        }
    }

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Throttle(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Counts a try, unless one has to wait. */
    Turn turn(Kind kind, String subject) {
        Instant now = clock.instant();
        Optional<Integer> tries = jdbc.sql("""
                insert into members.failure as f (kind, subject, failures, blocked_until, last_at)
                values (:kind, :subject, 1, :now, :now)
                on conflict (kind, subject) do update set
                    failures = case when f.last_at < :forgotten then 1 else f.failures + 1 end,
                    blocked_until = case
                        when f.last_at < :forgotten or f.failures + 1 < :free then :now
                        else :now + least(:longest, :shortest * pow(2, least(20, f.failures + 1 - :free))) * interval '1 second'
                    end,
                    last_at = :now
                where f.blocked_until <= :now
                returning failures
                """)
                .param("kind", kind.name().toLowerCase(Locale.ROOT))
                .param("subject", subject)
                .param("now", now.atOffset(UTC))
                .param("forgotten", now.minus(FORGOTTEN).atOffset(UTC))
                .param("free", kind.free)
                .param("longest", LONGEST_WAIT.toSeconds())
                .param("shortest", SHORTEST_WAIT.toSeconds())
                .query(Integer.class)
                .optional();
        return tries.map(count -> new Turn(Duration.ZERO, count == kind.free))
                .orElseGet(() -> new Turn(wait(kind, subject, now), false));
    }

    /** They were right: nothing is held against them any more. */
    void forgive(Kind kind, String subject) {
        jdbc.sql("delete from members.failure where kind = ? and subject = ?")
                .params(kind.name().toLowerCase(Locale.ROOT), subject)
                .update();
    }

    /** This try was right; what others tried from there stays counted. */
    void forgiveOne(Kind kind, String subject) {
        jdbc.sql("""
                update members.failure set failures = greatest(0, failures - 1), blocked_until = least(blocked_until, ?)
                where kind = ? and subject = ?
                """)
                .params(clock.instant().atOffset(UTC), kind.name().toLowerCase(Locale.ROOT), subject)
                .update();
    }

    int purge() {
        return jdbc.sql("delete from members.failure where last_at < ?")
                .param(clock.instant().minus(FORGOTTEN).atOffset(UTC))
                .update();
    }

    private Duration wait(Kind kind, String subject, Instant now) {
        return jdbc.sql("select blocked_until from members.failure where kind = ? and subject = ?")
                .params(kind.name().toLowerCase(Locale.ROOT), subject)
                .query(OffsetDateTime.class)
                .optional()
                .map(until -> Duration.between(now, until.toInstant()))
                .filter(Duration::isPositive)
                .orElse(Duration.ofSeconds(1));
    }

    /** An e-mail address as a subject: hashed, as people type passwords there too. */
    static String subject(String email) {
        return Sha256.hex(email.strip().toLowerCase(Locale.ROOT));
    }

    static String subject(UUID person) {
        return person.toString();
    }

    /** A client's address as a subject; of IPv6 the network, as one has as many addresses in it as one likes. */
    static String address(@Nullable String ip) {
        if (ip == null) {
            return "";
        }
        try {
            return InetAddress.ofLiteral(ip) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, 8)
                    : ip;
        } catch (IllegalArgumentException e) {
            return ip;
        }
    }
}
