package dev.florin.requests;

import dev.florin.kernel.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request as it is written: masked, and no longer than it may be. */
final class Line {

    private static final int LONGEST_PATH = 500;
    private static final int LONGEST_HEADER = 255;

    private Line() {}

    static RequestView of(Exchange it) {
        var subjects = new Subjects();
        boolean reads = it.reads();
        if (!reads) {
            subjects.seePath(it.path());
        }
        // The answer first, as its id is the one of what the request made
        String answer = it.answer() == null ? null : MaskedBody.of(it.answer(), subjects);
        String request =
                it.request() == null || it.request().total() == 0 ? null : MaskedBody.of(it.request(), subjects);
        return new RequestView(
                new RequestId(it.id()),
                new Tenant(it.tenant().merchant(), it.tenant().live()),
                it.keyId(),
                it.method(),
                path(it.path()),
                it.route(),
                it.status(),
                it.code(),
                it.took(),
                header(it.idempotencyKey()),
                it.replayed(),
                request,
                answer,
                header(it.agent()),
                it.ip(),
                reads ? null : subjects.order(),
                reads ? null : subjects.payment(),
                reads ? null : subjects.refund());
    }

    /** Query parameters are fields, too. */
    static String path(String path) {
        int query = path.indexOf('?');
        if (query < 0) {
            return cut(Masking.text(path), LONGEST_PATH);
        }
        var masked = new StringBuilder(Masking.text(path.substring(0, query)));
        char separator = '?';
        for (String pair : path.substring(query + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            masked.append(separator).append(Masking.text(name));
            if (equals >= 0) {
                var decoded = pair.substring(equals + 1).replace("%20", " ");
                masked.append('=')
                        .append(Masking.value(Masking.name(name).field(), false, decoded)
                                .replace(' ', '+'));
            }
            separator = '&';
        }
        return cut(masked.toString(), LONGEST_PATH);
    }

    private static @Nullable String header(@Nullable String text) {
        return text == null ? null : cut(Masking.text(text), LONGEST_HEADER);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    /** About how much memory it takes. */
    static int weight(RequestView line) {
        return 512
                + length(line.request())
                + length(line.answer())
                + line.path().length();
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** As {@code COPY … FROM STDIN} reads text, in the order of {@link RequestRepository#COLUMNS}. */
    static byte[] copied(Iterable<RequestView> lines) {
        var text = new StringBuilder(4096);
        for (RequestView line : lines) {
            text.append(line.tenant().merchant());
            column(text, line.tenant().live());
            column(text, line.id().value());
            column(text, Weeks.slot(line.id()));
            column(text, line.keyId());
            column(text, line.method());
            column(text, line.path());
            column(text, line.route());
            column(text, line.status());
            column(text, line.code());
            column(text, micros(line.took()));
            column(text, line.idempotencyKey());
            column(text, line.replayed());
            column(text, line.request());
            column(text, line.answer());
            column(text, line.agent());
            column(text, line.ip());
            column(text, line.order());
            column(text, line.payment());
            column(text, line.refund());
            text.append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static int micros(Duration took) {
        return (int) Math.min(Integer.MAX_VALUE, took.toNanos() / 1000);
    }

    private static void column(StringBuilder to, @Nullable Object value) {
        to.append('\t');
        if (value == null) {
            to.append("\\N");
            return;
        }
        if (!(value instanceof String text)) {
            to.append(value);
            return;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '\t' -> to.append("\\t");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case 0 -> {} // PostgreSQL keeps none
                default -> to.append(c);
            }
        }
    }
}
