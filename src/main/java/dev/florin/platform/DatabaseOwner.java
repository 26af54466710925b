package dev.florin.platform;

import javax.sql.DataSource;
import org.postgresql.Driver;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * The role that owns Florin's schemas and runs the scripts that change them, where it is another than the one that
 * Florin works as: then no statement of Florin's, not even one that somebody smuggled in, can change the shape of a
 * table or what is only ever added to.
 *
 * @param url of the database, as JDBC has it
 */
public record DatabaseOwner(String url, String username, String password) {

    /** Connections that are made anew each time, without the pool's time-outs, as an index over many rows takes its time. */
    public DataSource dataSource() {
        return new SimpleDriverDataSource(new Driver(), url, username, password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return username + " of " + url;
    }
}
