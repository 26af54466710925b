package dev.florin.gateways.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox acquirer, running: from construction until {@link #close} it answers on its own port. Inside Florin it is
 * a bean; {@link #main} runs it as a process of its own. Clients and acquirer share nothing but HTTP.
 */
public final class SandboxAcquirer implements AutoCloseable {

    static {
        // Read once, when the first server of the JVM is made. Without them every answer waits for a delayed ACK, and
        // connections beyond 200 are closed when idle.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
    }

    private static final int BACKLOG = 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Callbacks callbacks;
    private final FactLog log;
    private final URI address;

    /** @throws UncheckedIOException if the port is taken, or the log is unreadable or in use */
    public SandboxAcquirer(SandboxOptions options, InstantSource clock) {
        this(options, clock, options.callbackUrl() == null ? null : options::callbackUrl);
    }

    /** @param client where callbacks are sent, if its address is not known yet; null to make none */
    SandboxAcquirer(SandboxOptions options, InstantSource clock, @Nullable Supplier<@Nullable URI> client) {
        try {
            server = HttpServer.create(new InetSocketAddress(options.host(), options.port()), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox acquirer cannot listen on port " + options.port(), e);
        }
        address = URI.create(
                "http://" + options.host() + ":" + server.getAddress().getPort());
        Faults faults = new Faults();
        callbacks = new Callbacks(new CallbackPost(client), options, faults, threads, clock);
        Book book = new Book();
        List<Fact.OfDispute> disputed = new ArrayList<>();
        log = open(options, book, disputed);
        Processor processor = new Processor(book, log, callbacks, threads, clock);

        URI publicUrl = Objects.requireNonNullElse(
                options.publicUrl(),
                URI.create("http://localhost:" + server.getAddress().getPort()));
        Settings settings = new Settings(
                options.testMode(), options.paymentSuccess(), options.processingDelay(), options.disputesAfter());
        Issuer issuer = new Issuer(clock, publicUrl, options.customerDeadline(), settings);
        Disputes disputes = new Disputes(processor, log, callbacks, issuer, clock, disputed);
        disputes.recall();
        callbacks.resume(log);
        processor.resume(disputes::expect);
        disputes.start(threads);
        Statements statements = new Statements(processor, disputes);
        server.createContext("/v1/", new Api(processor, issuer, faults, statements, options.apiKey()));
        server.createContext("/v1/disputes", new DisputesApi(disputes, faults, options.apiKey()));
        server.createContext("/control/", new Control(processor, issuer, faults, statements, options.apiKey()));
        server.createContext("/control/disputes", new DisputesControl(disputes, options.apiKey()));
        server.createContext("/3ds/", new IssuerPage(processor));
        server.setExecutor(threads);
        server.start();
    }

    private FactLog open(SandboxOptions options, Book book, List<Fact.OfDispute> disputed) {
        try {
            return FactLog.open(options.log(), fact -> {
                switch (fact) {
                    case Fact.Accepted accepted -> callbacks.recall(book.apply(accepted), fact);
                    case Fact.Resolved resolved -> {
                        Transaction transaction = book.apply(resolved);
                        transaction.settled();
                        callbacks.recall(transaction, fact);
                    }
                    case Fact.CallbackDelivered delivered -> callbacks.recall(delivered);
                    case Fact.OfDispute ofDispute -> disputed.add(ofDispute);
                }
            });
        } catch (IOException e) {
            server.stop(0);
            throw new UncheckedIOException("The sandbox acquirer cannot use its log " + options.log(), e);
        }
    }

    /** Where it listens, as {@code http://127.0.0.1:8090}. */
    public URI address() {
        return address;
    }

    /** Stops at once: requests in hand are cut, what was pending goes on when an acquirer is next started on this log. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        callbacks.close();
        try {
            log.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs until it is killed. Arguments and environment: {@link SandboxOptions}. */
    public static void main(String[] arguments) {
        SandboxAcquirer acquirer =
                new SandboxAcquirer(SandboxOptions.parse(arguments, System.getenv()), InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(acquirer::close));
        System.out.println("Sandbox acquirer on " + acquirer.address());
    }
}
