package dev.florin.torture;

import dev.florin.kernel.TypeId;
import dev.florin.merchants.StoredKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two Florins over one PostgreSQL, an acquirer and the way to a merchants' server, all on loopback, each a process of its
 * own. Whatever one says to another goes through a proxy that can be made to fail.
 */
public final class Cluster implements AutoCloseable {

    static final byte[] PEPPER = new byte[32];
    static final String PEPPER_IN_BASE64 = Base64.getEncoder().encodeToString(PEPPER);

    /** So that no merchant meets its rate limit. */
    private static final int REQUESTS_PER_SECOND = 100_000;

    private final Disk disk;
    private final AtomicInteger databases = new AtomicInteger();
    private final HttpRelay webhooks;
    private final HttpRelay callbacks;
    private final Acquirer acquirer;
    private final List<Instance> instances;
    private List<Merchant> merchants = List.of();
    private volatile Database database;

    /**
     * Starts all, on an empty database and an empty log.
     *
     * @param receiver where the webhooks of all merchants go in the end
     */
    public static Cluster start(Settings settings, URI receiver) throws Exception {
        return start(settings, receiver, Build.GOOD);
    }

    static Cluster start(Settings settings, URI receiver, Build build) throws Exception {
        Path home = settings.target().resolve("torture");
        FileSystemUtils.deleteRecursively(home);
        var cluster = new Cluster(Files.createDirectories(home), receiver, build);
        try {
            cluster.start(settings.merchants());
            return cluster;
        } catch (Throwable t) {
            cluster.close();
            throw t;
        }
    }

    private Cluster(Path home, URI receiver, Build build) throws IOException, SQLException {
        var callbackUrls = new ArrayList<URI>();
        callbacks = new HttpRelay(callbackUrls);
        disk = Disk.at(home.resolve("disk"));
        webhooks = new HttpRelay(List.of(receiver));
        database = Database.start(newDatabaseHome());
        acquirer =
                new Acquirer(home.resolve("facts.jsonl"), callbacks.address().resolve("/gateways/sandbox/callbacks"));
        String password = String.valueOf(database.details().getPassword());
        instances = List.of(
                new Instance("first", home, database, password, acquirer, build),
                new Instance("second", home, database, password, acquirer, build));
        instances.forEach(instance -> callbackUrls.add(instance.address()));
    }

    private void start(int numberOfMerchants) throws SQLException, IOException, InterruptedException {
        // One after the other, as on an empty database the first makes the tables
        for (var instance : instances) {
            instance.start();
            instance.awaitUp();
        }
        merchants = newMerchants(numberOfMerchants);
    }

    private List<Merchant> newMerchants(int number) throws SQLException, IOException, InterruptedException {
        var made = new ArrayList<Merchant>();
        try (var connection = database().getConnection();
                var http = HttpClient.newHttpClient()) {
            for (int i = 0; i < number; i++) {
                var key = StoredKey.issue(connection, PEPPER, "Merchant " + i, REQUESTS_PER_SECOND);
                made.add(new Merchant(key, subscribe(http, key)));
            }
        }
        return List.copyOf(made);
    }

    private String subscribe(HttpClient http, StoredKey key) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(apis().getFirst().resolve("/api/v1/webhook-endpoints"))
                .header("Authorization", Merchant.authorization(key))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"url\":\"%s/hooks/%s\",\"events\":[\"*\"]}"
                        .formatted(webhooks.address(), TypeId.format("m", key.merchant()))))
                .build();
        var told = http.send(request, BodyHandlers.ofString());
        if (told.statusCode() != 201) {
            throw new IllegalStateException("No endpoint: " + told.body());
        }
        return new JsonMapper().readTree(told.body()).get("secret").asString();
    }

    /** Base addresses of the instances, any of which may be dead at any time. */
    public List<URI> apis() {
        return instances.stream().map(Instance::address).toList();
    }

    /** Those with which clients work; the first ones are to be the hot ones. */
    public List<Merchant> merchants() {
        return merchants;
    }

    /** Where the acquirer is, past all proxies: for its control API and its customers' pages. */
    public URI acquirer() {
        return acquirer.address();
    }

    /** All that the acquirer ever did. */
    public Path sandboxLog() {
        return acquirer.log();
    }

    /** The database of the primary, whichever that is, past all proxies. */
    public DataSource database() {
        return Database.dataSource(() -> database);
    }

    Disk disk() {
        return disk;
    }

    /** Where another PostgreSQL can be made. */
    Path newDatabaseHome() {
        return disk.path().resolve("postgres-" + databases.getAndIncrement());
    }

    Database primary() {
        return database;
    }

    /** Has all instances talk to another PostgreSQL from now on. */
    void failOver(Database successor) {
        database = successor;
        instances.forEach(instance -> instance.toDatabase().target(successor.port()));
    }

    Acquirer sandbox() {
        return acquirer;
    }

    List<Instance> instances() {
        return instances;
    }

    HttpRelay callbacks() {
        return callbacks;
    }

    HttpRelay webhooks() {
        return webhooks;
    }

    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>(instances);
        all.addAll(List.of(acquirer, database, disk, callbacks, webhooks));
        RuntimeException failure = null;
        for (var one : all) {
            failure = close(one, failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException close(AutoCloseable one, @Nullable RuntimeException earlier) {
        try {
            one.close();
        } catch (Exception e) {
            var failure = earlier == null ? new IllegalStateException("Not all of the cluster was stopped") : earlier;
            failure.addSuppressed(e);
            return failure;
        }
        return earlier;
    }
}
