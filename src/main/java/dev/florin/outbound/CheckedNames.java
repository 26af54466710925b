package dev.florin.outbound;

import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up and judges what is behind them. What it answers is what is connected to, so that a name cannot mean one
 * thing when it is checked and another when it is used. Looking up blocks the thread of the machine that does it; so it
 * has threads of its own, and slow name servers hold up nothing else.
 */
final class CheckedNames implements DnsResolver, AutoCloseable {

    private static final int LOOKUPS = 64;

    private final Names names;
    private final Targets targets;
    private final Duration patience;
    private final ThreadPoolExecutor lookups = new ThreadPoolExecutor(
            0,
            LOOKUPS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().daemon().name("outbound-names-", 0).factory());

    CheckedNames(Names names, Targets targets, Duration patience) {
        this.names = names;
        this.targets = targets;
        this.patience = patience;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return targets.check(lookUp(host));
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Future<InetAddress[]> lookup = null;
        try {
            lookup = lookups.submit(() -> names.lookUp(host));
            return lookup.get(Deadline.millis((int) patience.toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof UnknownHostException unknown ? unknown : new UnknownHostException(host);
        } catch (RejectedExecutionException | TimeoutException | SocketTimeoutException e) {
            throw new UnknownHostException("no name server answered for " + host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        } finally {
            if (lookup != null) {
                lookup.cancel(true);
            }
        }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }
}
