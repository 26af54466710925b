package dev.florin.members;

import static java.time.ZoneOffset.UTC;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PersonRepository {

    private final JdbcClient jdbc;

    PersonRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Person> find(UUID id) {
        return jdbc.sql("select * from members.person where id = ? and disabled_at is null")
                .param(id)
                .query(PersonRepository::person)
                .optional();
    }

    Optional<Person> findByEmail(String email) {
        return jdbc.sql("select * from members.person where lower(email) = lower(?) and disabled_at is null")
                .param(email)
                .query(PersonRepository::person)
                .optional();
    }

    Optional<String> passwordHash(String email) {
        return jdbc.sql("""
                select password_hash from members.person
                where lower(email) = lower(?) and disabled_at is null and password_hash is not null
                """).param(email).query(String.class).optional();
    }

    List<Membership> memberships(UUID person) {
        return jdbc.sql("""
                select merchant_id, role from members.membership where person_id = ? order by created_at, merchant_id
                """)
                .param(person)
                .query((row, _) -> new Membership(
                        person, row.getObject("merchant_id", UUID.class), Role.of(row.getString("role"))))
                .list();
    }

    void addIfAbsent(Person person, String passwordHash) {
        jdbc.sql("""
                insert into members.person (id, email, name, password_hash, admin, created_at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                .params(person.id(), person.email(), person.name(), passwordHash, person.admin())
                .param(person.createdAt().atOffset(UTC))
                .update();
        jdbc.sql("update members.person set disabled_at = null where id = ? and disabled_at is not null")
                .param(person.id())
                .update();
    }

    /** @return false if somebody has this address */
    boolean add(Person person, String passwordHash) {
        return jdbc.sql("""
                        insert into members.person (id, email, name, password_hash, admin, created_at)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing
                        """)
                        .params(person.id(), person.email(), person.name(), passwordHash, person.admin())
                        .param(person.createdAt().atOffset(UTC))
                        .update()
                == 1;
    }

    void setPassword(UUID person, String passwordHash) {
        jdbc.sql("update members.person set password_hash = ? where id = ?")
                .params(passwordHash, person)
                .update();
    }

    void signedIn(UUID person, Instant now) {
        jdbc.sql("update members.person set signed_in_at = ? where id = ?")
                .params(now.atOffset(UTC), person)
                .update();
    }

    void makeAdmin(UUID person) {
        jdbc.sql("update members.person set admin = true where id = ?")
                .param(person)
                .update();
    }

    boolean hasAdmin() {
        return jdbc.sql("select exists (select from members.person where admin and disabled_at is null)")
                .query(Boolean.class)
                .single();
    }

    void joinIfAbsent(Membership membership, Instant now) {
        jdbc.sql("""
                insert into members.membership (merchant_id, person_id, role, created_at) values (?, ?, ?, ?)
                on conflict do nothing
                """)
                .params(
                        membership.merchant(),
                        membership.person(),
                        membership.role().wire())
                .param(now.atOffset(UTC))
                .update();
    }

    boolean shutOut(UUID person, Instant now) {
        return jdbc.sql("update members.person set disabled_at = ? where id = ? and disabled_at is null")
                        .params(now.atOffset(UTC), person)
                        .update()
                == 1;
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getBoolean("admin"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
