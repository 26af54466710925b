package dev.florin.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.Routes;
import dev.florin.Routes.Route;
import dev.florin.kernel.TypeId;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who sends more than a form takes is told so, and nothing of it is read. */
@FlorinTest
class UploadLimitTests {

    private static final int MEGABYTE = 1 << 20;

    @LocalServerPort
    int port;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Autowired
    List<UploadBound> bounds;

    @TestFactory
    Stream<DynamicTest> noFormWithAFileIsReadBeyondItsBound() {
        List<Route> uploads = Stream.concat(Routes.ofPortal(routes), Routes.ofConsole(routes))
                .filter(route -> !route.isRead() && takesFile(route))
                .toList();
        assertThat(uploads).extracting(Route::path).contains("/dashboard/disputes/{id}/files", "/dashboard/settings");
        return uploads.stream()
                .map(route -> DynamicTest.dynamicTest(route.path(), () -> {
                    String path = route.path().replaceAll("\\{[^}]*}", "x");
                    assertThat(bounds)
                            .filteredOn(it -> it.isOf(path))
                            .hasSize(1)
                            .allSatisfy(bound -> {
                                for (String mode : List.of("", "/test")) {
                                    String answer = begin(mode + path, bound.bytes() + MEGABYTE);
                                    assertThat(answer)
                                            .startsWith("HTTP/1.1 413")
                                            .contains("That file is too large", bound.what());
                                    assertThat(answer).contains("href=\"" + mode + "/dashboard\"");
                                }
                            });
                }));
    }

    private static boolean takesFile(Route route) {
        return Arrays.stream(route.handler().getMethod().getParameterTypes())
                .flatMap(type -> type.isRecord()
                        ? Arrays.stream(type.getRecordComponents()).map(it -> it.getType())
                        : Stream.of(type))
                .anyMatch(MultipartFile.class::isAssignableFrom);
    }

    @Test
    void aFormThatTakesNoFileIsSentNone() throws IOException {
        assertThat(begin("/dashboard/team/remove", MEGABYTE)).startsWith("HTTP/1.1 413");
        assertThat(begin("/sign-in", MEGABYTE)).startsWith("HTTP/1.1 413");
    }

    @Test
    void aFormOfUnknownLengthIsRefused() throws IOException {
        assertThat(begin("/test/dashboard/reconciliation/upload", -1)).startsWith("HTTP/1.1 413");
    }

    @Test
    void whatHoldsIsReadOn() {
        assertThatExceptionOfType(SocketTimeoutException.class)
                .as("it waits for the rest")
                .isThrownBy(() -> begin("/test/dashboard/disputes/x/files", 5 * MEGABYTE));
    }

    @Test
    void whoSendsItAllHearsToo() throws IOException {
        try (var socket = connect()) {
            var out = socket.getOutputStream();
            out.write(head("/test/dashboard/settings", 40L * MEGABYTE));
            byte[] some = new byte[MEGABYTE];
            for (int i = 0; i < 40; i++) {
                out.write(some);
            }
            assertThat(answer(socket)).startsWith("HTTP/1.1 413").contains("A logo may have at most 32 kB.");
        }
    }

    @Test
    void theApiReadsNoMoreOfAFileThanItTakesWhetherItsLengthIsToldOrNot() throws IOException {
        var api = new ApiClient(port);
        String dispute = "/disputes/" + TypeId.format("dp", TypeId.next());
        long before = spooled();

        var chunked = api.upload(dispute + "/files", "large.pdf", new byte[7 * MEGABYTE], null);
        var keyed = api.upload(dispute + "/files", "large.pdf", new byte[7 * MEGABYTE], ApiClient.key());
        var told = api.send(api.request(dispute + "/files")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofByteArray(new byte[7 * MEGABYTE])));
        var statement = api.send(api.request("/statements")
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofInputStream(() -> zeros(64L * MEGABYTE + 2))));
        var small = api.upload(dispute + "/files", "slip.pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII), null);

        assertThat(List.of(chunked, keyed, told)).allSatisfy(reply -> {
            assertThat(reply.status()).as("%s", reply.body()).isEqualTo(413);
            assertThat(reply.text("code")).isEqualTo("body_too_large");
        });
        assertThat(statement.status()).as("%s", statement.body()).isIn(413, 422);
        assertThat(small.text("code")).as("%s", small.body()).isEqualTo("dispute_not_found");
        assertThat(spooled()).as("files left behind").isEqualTo(before);
    }

    /** Files that servers and readers keep while they work. */
    private static long spooled() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("upload_") || name.startsWith("statement"))
                    .count();
        }
    }

    private static InputStream zeros(long bytes) {
        return new InputStream() {
            private long left = bytes;

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int some = (int) Math.min(length, left);
                left -= some;
                return some;
            }
        };
    }

    /** Sends the beginning of an upload, and waits for an answer without sending the rest. */
    private String begin(String path, long length) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(head(path, length));
            return answer(socket);
        }
    }

    private Socket connect() throws IOException {
        var socket = new Socket("localhost", port);
        socket.setSoTimeout(3000);
        return socket;
    }

    private static byte[] head(String path, long length) {
        String size = length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length;
        return """
                POST %s HTTP/1.1
                Host: localhost
                Content-Type: multipart/form-data; boundary=x
                %s

                """.formatted(path, size).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** All of it, as far as its length goes. */
    private static String answer(Socket socket) throws IOException {
        var text = new StringBuilder();
        byte[] buffer = new byte[8192];
        for (int read = socket.getInputStream().read(buffer);
                read >= 0;
                read = socket.getInputStream().read(buffer)) {
            text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            if (text.indexOf("</html>") >= 0) {
                break;
            }
        }
        return text.toString();
    }
}
