package dev.florin.vault;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Sets of keys, wrapped by the master key. Never holds a key in clear. */
@Repository
class KeysetRepository {

    private final JdbcClient jdbc;

    KeysetRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Wrapped(int version, byte[] wrapped) {}

    /** Of several instances that start at once on an empty database, one wins and all go on with its keys. */
    void addIfAbsent(String name, byte[] wrapped) {
        jdbc.sql("insert into vault.keyset (name, wrapped) values (?, ?) on conflict do nothing")
                .params(name, wrapped)
                .update();
    }

    Wrapped get(String name) {
        return jdbc.sql("select version, wrapped from vault.keyset where name = ?")
                .param(name)
                .query((row, _) -> new Wrapped(row.getInt("version"), row.getBytes("wrapped")))
                .single();
    }

    /** @throws IllegalStateException if another instance replaced that version first */
    void replace(String name, int version, byte[] wrapped) {
        int replaced = jdbc.sql("""
                        update vault.keyset
                        set wrapped = ?, version = version + 1, rotated_at = now()
                        where name = ? and version = ?
                        """).params(wrapped, name, version).update();
        if (replaced != 1) {
            throw new IllegalStateException("The keys were rotated by another instance at the same time.");
        }
    }
}
