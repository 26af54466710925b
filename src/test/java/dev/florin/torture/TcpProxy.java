package dev.florin.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes TCP connections on, over a network that can be made as bad as any: cut, frozen, slow, or not there. */
final class TcpProxy implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;
    private static final int CONNECT_MILLIS = 2000;

    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private volatile int target;
    private volatile boolean refusing;
    private volatile boolean frozen;
    private volatile Duration delay = Duration.ZERO;

    /** @param target a port of this machine */
    TcpProxy(int target) {
        this.target = target;
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("proxy-" + port()).start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Where connections go from now on; those that are open stay where they are. */
    void target(int port) {
        target = port;
    }

    /** Resets all connections; new ones are taken. */
    void cut() {
        open.forEach(TcpProxy::reset);
    }

    /** Connections stay open and nothing flows, in neither direction. */
    void freeze() {
        frozen = true;
    }

    /** Holds back whatever is sent, each time. */
    void slow(Duration by) {
        delay = by;
    }

    /** Resets all connections, and every new one. */
    void refuse() {
        refusing = true;
        cut();
    }

    /** As a good network; what was held back flows. */
    void heal() {
        refusing = false;
        delay = Duration.ZERO;
        synchronized (gate) {
            frozen = false;
            gate.notifyAll();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().name("proxy").start(() -> connect(client));
            } catch (IOException _) {
                // closed, or the client has gone again
            }
        }
    }

    private void connect(Socket client) {
        if (refusing) {
            reset(client);
            return;
        }
        open.add(client);
        var upstream = new Socket();
        open.add(upstream);
        try {
            awaitFlow();
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
            var back = Thread.ofVirtual().name("proxy-back").start(() -> pump(upstream, client));
            pump(client, upstream);
            back.join();
        } catch (IOException e) {
            reset(upstream);
            reset(client);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(client);
            close(upstream);
        }
    }

    private void pump(Socket from, Socket to) {
        var chunk = new byte[CHUNK];
        try {
            for (int read = from.getInputStream().read(chunk);
                    read >= 0;
                    read = from.getInputStream().read(chunk)) {
                Thread.sleep(delay);
                awaitFlow();
                to.getOutputStream().write(chunk, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitFlow() throws InterruptedException {
        synchronized (gate) {
            while (frozen && !server.isClosed()) {
                gate.wait();
            }
        }
    }

    /** As when a machine on the way has forgotten the connection: no end, but a reset. */
    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException _) {
            // closed already
        }
        closeQuietly(socket);
    }

    private void close(Socket socket) {
        open.remove(socket);
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // it is gone in any case
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            heal();
            cut();
        }
    }
}
