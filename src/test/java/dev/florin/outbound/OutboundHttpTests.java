package dev.florin.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.florin.outbound.Reply.Answered;
import dev.florin.outbound.Reply.Unanswered;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a stranger writes for a URL, nothing arrives inside; and whatever a server does, it is over in time. */
class OutboundHttpTests {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final AtomicInteger arrived = new AtomicInteger();
    private Behaviour behaviour = out -> out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(US_ASCII));
    private ServerSocket server;

    private interface Behaviour {
        void talk(OutputStream out) throws IOException, InterruptedException;
    }

    @BeforeEach
    void listenOnAllAddresses() throws IOException {
        server = new ServerSocket(0);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    arrived.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void serve(Socket socket) {
        try (socket) {
            byte[] some = new byte[4096];
            if (socket.getInputStream().read(some) > 0) {
                behaviour.talk(socket.getOutputStream());
            }
        } catch (IOException | InterruptedException e) {
            // the other side has had enough
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // this machine
                "127.0.0.1",
                "127.1.2.3",
                "localhost",
                "0.0.0.0",
                "[::1]",
                "[::]",
                "[0:0:0:0:0:0:0:1]",
                // IPv4 in disguise
                "2130706433",
                "127.1",
                "0x7f000001",
                "0x7f.0.0.1",
                "0x7F.1",
                "0177.0.0.1",
                "017700000001",
                "127.0.0.01",
                "127.0.0.1.",
                "①②⑦.0.0.1",
                "127%2e0%2e0%2e1",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::127.0.0.1]",
                "[::ffff:0:7f00:1]",
                "[64:ff9b::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b:1::7f00:1]",
                "[2002:7f00:1::1]",
                "[2001:0:7f00:1::1]",
                // networks that are nobody's or somebody's own
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "100.64.0.1",
                "169.254.169.254",
                "[::ffff:169.254.169.254]",
                "[fd00:ec2::254]",
                "168.63.129.16",
                "192.0.0.192",
                "192.0.2.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "[fc00::1]",
                "[fe80::1]",
                "[fe80::1%25lo]",
                "[fec0::1]",
                "[2001:db8::1]",
                "[100::1]",
                "[5f00::1]",
                // many at once
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "[ff02::1]",
                // other tricks
                "user:password@127.0.0.1",
                "shop.example@127.0.0.1",
                "127.0.0.1#@shop.example"
            })
    void noConnectionIsMadeInside(String host) throws Exception {
        try (var http = http(false, Names.SYSTEM)) {
            String url = host.contains("#")
                    ? "https://" + host.replace("#", ":" + server.getLocalPort() + "/#")
                    : "https://%s:%d/".formatted(host, server.getLocalPort());
            assertThatThrownBy(() -> http.check(url)).isInstanceOf(TargetRefused.class);
            assertThat(post(http, url))
                    .isInstanceOfSatisfying(
                            Unanswered.class, reply -> assertThat(reply.error()).startsWith("not sent: the URL "));
            nothingArrives();
        }
    }

    @Test
    void noConnectionIsMadeToTheMachinesOtherNames() throws Exception {
        var own = InetAddress.getLocalHost();
        try (var http = http(false, Names.SYSTEM)) {
            for (String host : List.of("localhost.", own.getHostName(), own.getHostAddress())) {
                post(http, "https://%s:%d/".formatted(host, server.getLocalPort()));
                nothingArrives();
            }
        }
    }

    @Test
    void aNameWithOneBadAddressIsRefused() throws Exception {
        Names names = _ -> new InetAddress[] {address("93.184.215.14"), address("127.0.0.1")};
        try (var http = http(false, names)) {
            String url = url("https", "shop.example");
            assertThatThrownBy(() -> http.check(url)).isInstanceOf(TargetRefused.class);
            assertThat(post(http, url)).isEqualTo(refused());
            nothingArrives();
        }
    }

    @Test
    void aNameThatChangesItsMindBetweenCheckAndConnectionIsRefused() throws Exception {
        var asked = new AtomicInteger();
        Names names = _ -> new InetAddress[] {address(asked.incrementAndGet() == 1 ? "93.184.215.14" : "127.0.0.1")};
        try (var http = http(false, names)) {
            String url = url("https", "shop.example");
            assertThatCode(() -> http.check(url)).doesNotThrowAnyException();
            assertThat(post(http, url)).isEqualTo(refused());
            assertThat(asked).hasValue(2);
            nothingArrives();
        }
    }

    @Test
    void whatWasCheckedIsWhatIsConnectedTo() throws Exception {
        var asked = new AtomicInteger();
        Names names = _ -> {
            asked.incrementAndGet();
            return new InetAddress[] {address("127.0.0.1")};
        };
        try (var http = http(true, names)) {
            assertThat(post(http, url("http", "shop.example"))).isInstanceOf(Answered.class);
            assertThat(asked)
                    .as("looked up once, in between nobody could change it")
                    .hasValue(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/",
                "ftp://shop.example/",
                "file:///etc/passwd",
                "gopher://shop.example:70/",
                "//shop.example/",
                "shop.example",
                "https:/shop.example",
                "https:///x",
                "https://shop.example:22/",
                "https://shop.example:0/",
                "https://shop.example:99999/",
                "https://shop.example:80/",
                "https://sh op.example/",
                "https://shop.example/\r\nHost: inside",
                "https://café.example/",
                ""
            })
    void otherUrlsAreRefused(String url) throws Exception {
        try (var http = new OutboundHttp(Targets.of(false), Names.SYSTEM, PATIENCE, 2)) {
            assertThatThrownBy(() -> http.check(url)).isInstanceOf(TargetRefused.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/hooks?shop=1",
                "https://shop.example:8443/",
                "https://93.184.215.14/",
                "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/"
            })
    void publicOnesAreNot(String url) throws Exception {
        Names unknown = host -> {
            throw new UnknownHostException(host);
        };
        try (var http =
                new OutboundHttp(Targets.of(false), url.contains("shop") ? unknown : Names.SYSTEM, PATIENCE, 2)) {
            assertThatCode(() -> http.check(url)).doesNotThrowAnyException();
        }
    }

    @Test
    void aDeveloperMayReachThisMachineAndNothingStranger() throws Exception {
        try (var http = http(true, Names.SYSTEM)) {
            assertThat(post(http, url("http", "localhost"))).isInstanceOf(Answered.class);
            assertThat(post(http, url("http", "169.254.169.254"))).isEqualTo(refused());
        }
    }

    @Test
    void anAnswerIsReadTo64KilobytesAndNoFurther() throws Exception {
        var written = new AtomicInteger();
        behaviour = out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
            byte[] some = new byte[8192];
            while (true) {
                out.write(some);
                written.addAndGet(some.length);
            }
        };
        try (var http = http(true, Names.SYSTEM)) {
            assertThat(post(http, url("http", "localhost")))
                    .isInstanceOfSatisfying(
                            Answered.class, a -> assertThat(a.body()).hasSize(64 * 1024));
            assertThat(written).hasValueLessThan(32 * 1024 * 1024);
        }
    }

    @Test
    void anAnswerThatTricklesIsCutOffInTime() throws Exception {
        behaviour = out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(US_ASCII));
            while (true) {
                out.write('x');
                Thread.sleep(100);
            }
        };
        assertOverInTime();
    }

    @Test
    void headersThatTrickleAreCutOffInTime() throws Exception {
        behaviour = out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
            while (true) {
                out.write("X-More: 1\r\n".getBytes(US_ASCII));
                Thread.sleep(100);
            }
        };
        assertOverInTime();
    }

    @Test
    void preliminaryAnswersWithoutEndAreCutOffInTime() throws Exception {
        behaviour = out -> {
            while (true) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
                Thread.sleep(50);
            }
        };
        assertOverInTime();
    }

    @Test
    void silenceIsCutOffInTime() throws Exception {
        behaviour = _ -> Thread.sleep(10_000);
        assertOverInTime();
    }

    @Test
    void silenceInTheTlsHandshakeIsCutOffInTime() throws Exception {
        behaviour = _ -> Thread.sleep(10_000);
        assertOverInTime("https");
    }

    @Test
    void aTlsHandshakeThatTricklesIsCutOffInTime() throws Exception {
        behaviour = out -> {
            out.write(new byte[] {22, 3, 3, 0x40, 0, 2, 0, 0x3f, (byte) 0xfc}); // a server's hello of 16 KB
            while (true) {
                out.write(0);
                Thread.sleep(100);
            }
        };
        assertOverInTime("https");
    }

    @Test
    void aNameServerThatIsSilentIsNotWaitedFor() throws Exception {
        Names silent = _ -> {
            try {
                Thread.sleep(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new UnknownHostException();
        };
        try (var http = http(true, silent)) {
            long begun = System.nanoTime();
            assertThat(post(http, url("http", "shop.example"))).isInstanceOf(Unanswered.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE.plusMillis(500));
        }
    }

    @Test
    void addressesAtWhichNobodyAnswersAreNotTriedOneAfterAnotherForEver() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (var full = new ServerSocket(0, 1)) { // takes no more connections, and refuses none
            for (int i = 0; i < 4; i++) {
                var socket = new Socket();
                crowd.add(socket);
                Thread.ofVirtual().start(() -> {
                    try {
                        socket.connect(full.getLocalSocketAddress());
                    } catch (IOException e) {
                        // closed below
                    }
                });
            }
            Thread.sleep(200);
            Names many = _ -> new InetAddress[] {address("127.0.0.1"), address("127.0.0.2"), address("127.0.0.3")};
            try (var http = http(true, many)) {
                long begun = System.nanoTime();
                assertThat(post(http, "http://shop.example:%d/".formatted(full.getLocalPort())))
                        .isEqualTo(new Unanswered("no complete answer within 1 s"));
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE.plusMillis(500));
            }
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    @Test
    void endlessHeadersAreNotKept() throws Exception {
        behaviour = out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
            while (true) {
                out.write(("X-More: " + "x".repeat(1000) + "\r\n").getBytes(US_ASCII));
            }
        };
        try (var http = http(true, Names.SYSTEM)) {
            assertThat(post(http, url("http", "localhost"))).isInstanceOf(Unanswered.class);
        }
    }

    @Test
    void redirectsAreNotFollowedAndCookiesNotKept() throws Exception {
        behaviour = out -> out.write(("HTTP/1.1 307 Temporary Redirect\r\nLocation: http://localhost:%d/inside\r\n"
                        + "Set-Cookie: a=b\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .formatted(server.getLocalPort())
                .getBytes(US_ASCII));
        try (var http = http(true, Names.SYSTEM)) {
            assertThat(post(http, url("http", "localhost")))
                    .isInstanceOfSatisfying(
                            Answered.class, a -> assertThat(a.status()).isEqualTo(307));
            Thread.sleep(200);
            assertThat(arrived).hasValue(1);
        }
    }

    private void assertOverInTime() {
        assertOverInTime("http");
    }

    private void assertOverInTime(String scheme) {
        try (var http = http(true, Names.SYSTEM)) {
            long begun = System.nanoTime();
            assertThat(post(http, url(scheme, "localhost"))).isEqualTo(new Unanswered("no complete answer within 1 s"));
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE.plusMillis(500));
        }
    }

    private OutboundHttp http(boolean local, Names names) {
        return new OutboundHttp(new Targets(local, Set.of(server.getLocalPort())), names, PATIENCE, 4);
    }

    private String url(String scheme, String host) {
        return "%s://%s:%d/".formatted(scheme, host, server.getLocalPort());
    }

    private static Reply post(OutboundHttp http, String url) {
        return http.post(url, Map.of(), "{}".getBytes(US_ASCII));
    }

    private static Reply refused() {
        return new Unanswered("not sent: the URL must lead to the public internet alone");
    }

    private void nothingArrives() throws InterruptedException {
        Thread.sleep(50);
        assertThat(arrived).hasValue(0);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }
}
