package dev.florin.torture;

import dev.florin.torture.FaultKind.Healing;
import dev.florin.torture.FaultKind.NotAvailable;
import java.util.Random;
import org.springframework.util.FileSystemUtils;

/** What happens to the database as a whole. */
final class DatabaseFaults {

    private DatabaseFaults() {}

    /** The primary dies once the standby is made; it never comes back. */
    static Healing failOver(Cluster cluster, Random random) throws Exception {
        Database primary = cluster.primary();
        Database standby = Standby.of(primary, cluster.newDatabaseHome());
        return () -> {
            primary.kill();
            standby.execute("select pg_promote()");
            cluster.failOver(standby);
            FileSystemUtils.deleteRecursively(primary.data());
        };
    }

    /** PostgreSQL may go on and fail, or end itself: then somebody starts it again when there is room. */
    static Healing fillDisk(Cluster cluster, Random random) throws Exception {
        Disk disk = cluster.disk();
        if (!disk.isSmall()) {
            throw new NotAvailable("no disk may be mounted here");
        }
        disk.fill();
        return () -> {
            disk.free();
            Database primary = cluster.primary();
            if (!primary.takesConnections()) {
                primary.kill();
                primary.restart();
            }
        };
    }
}
