package dev.florin.telemetry;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;

/** A small receiver of OTLP over HTTP, which reads as much of protobuf as spans need. */
final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> bodies = new ConcurrentLinkedQueue<>();

    /** @param parent empty for none */
    record Span(String trace, String id, String parent, String name, Map<String, String> notes) {}

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            bodies.add(body);
            read(body);
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1/traces";
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    /** All that was sent, as far as it is text. */
    String said() {
        var all = new StringBuilder();
        bodies.forEach(body -> all.append(new String(body, StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    /** ExportTraceServiceRequest.resource_spans.scope_spans.spans */
    private void read(byte[] request) {
        fields(request, (field, resource) -> {
            if (field == 1) {
                fields(resource, (inResource, scope) -> {
                    if (inResource == 2) {
                        fields(scope, (inScope, span) -> {
                            if (inScope == 2) {
                                spans.add(span(span));
                            }
                        });
                    }
                });
            }
        });
    }

    private static Span span(byte[] span) {
        Map<Integer, byte[]> found = new HashMap<>();
        Map<String, String> notes = new HashMap<>();
        fields(span, (field, value) -> {
            if (field == 9) {
                List<String> pair = new ArrayList<>();
                fields(value, (part, content) -> {
                    if (part == 1) {
                        pair.add(new String(content, StandardCharsets.UTF_8));
                    } else {
                        fields(content, (_, text) -> pair.add(new String(text, StandardCharsets.UTF_8)));
                    }
                });
                notes.put(pair.getFirst(), pair.getLast());
            } else {
                found.put(field, value);
            }
        });
        return new Span(
                hex(found.get(1)),
                hex(found.get(2)),
                hex(found.get(4)),
                new String(found.getOrDefault(5, new byte[0]), StandardCharsets.UTF_8),
                notes);
    }

    private static String hex(byte @org.jspecify.annotations.Nullable [] bytes) {
        return bytes == null ? "" : HexFormat.of().formatHex(bytes);
    }

    /** Those of a message that have a length; others are passed over. */
    private static void fields(byte[] message, BiConsumer<Integer, byte[]> field) {
        int[] at = {0};
        while (at[0] < message.length) {
            long tag = varint(message, at);
            switch ((int) (tag & 7)) {
                case 0 -> varint(message, at);
                case 1 -> at[0] += 8;
                case 2 -> {
                    int length = (int) varint(message, at);
                    byte[] content = new byte[length];
                    System.arraycopy(message, at[0], content, 0, length);
                    at[0] += length;
                    field.accept((int) (tag >>> 3), content);
                }
                case 5 -> at[0] += 4;
                default -> throw new IllegalStateException("not protobuf");
            }
        }
    }

    private static long varint(byte[] message, int[] at) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message[at[0]++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
