package dev.florin.portal.logs;

import dev.florin.kernel.TypeId;
import dev.florin.portal.PickedTime;
import dev.florin.requests.RequestFilter;
import dev.florin.requests.RequestFilter.Outcome;
import dev.florin.requests.RequestId;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for in the log, as the address of the page has it. What makes no sense is as if it was not said.
 *
 * @param q the id of a request, an order, a payment or a refund, or an idempotency key
 * @param outcome an {@link Outcome}, in small letters
 * @param path what the path begins with; {@code /api/v1} may be left out
 * @param replayed {@code yes} or {@code no}
 * @param from as {@code <input type=datetime-local>} has it, in the merchant's time zone; likewise {@code to}
 */
record LogSearch(
        @Nullable String q,
        @Nullable String outcome,
        @Nullable String method,
        @Nullable String path,
        @Nullable String key,
        @Nullable String code,
        @Nullable String replayed,
        @Nullable String from,
        @Nullable String to) {

    private static final String API = "/api/v1";

    /** Whether anything is searched for. */
    public boolean any() {
        return parameters().values().stream().anyMatch(value -> value != null && !value.isBlank());
    }

    /** Whether any of the filters is used that are folded away otherwise. */
    public boolean detailed() {
        return Stream.of(key, code, replayed, from, to).anyMatch(value -> value != null && !value.isBlank());
    }

    @Nullable
    RequestId request() {
        return Optional.ofNullable(said(q))
                .flatMap(text -> TypeId.parse("req", text))
                .map(RequestId::new)
                .orElse(null);
    }

    RequestFilter filter(ZoneId zone) {
        UUID subject = subject();
        return new RequestFilter(
                outcomeOrNull(),
                said(method),
                wholePath(),
                said(key),
                said(code),
                "yes".equals(replayed) ? Boolean.TRUE : "no".equals(replayed) ? Boolean.FALSE : null,
                subject == null ? said(q) : null,
                subject,
                PickedTime.of(from, zone),
                PickedTime.of(to, zone));
    }

    /** As {@link dev.florin.portal.PageTurn} keeps them. */
    Map<String, @Nullable String> parameters() {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("q", q);
        parameters.put("outcome", outcome);
        parameters.put("method", method);
        parameters.put("path", path);
        parameters.put("key", key);
        parameters.put("code", code);
        parameters.put("replayed", replayed);
        parameters.put("from", from);
        parameters.put("to", to);
        return parameters;
    }

    private @Nullable UUID subject() {
        String text = said(q);
        return text == null
                ? null
                : Stream.of("pay", "order", "rfnd")
                        .flatMap(prefix -> TypeId.parse(prefix, text).stream())
                        .findFirst()
                        .orElse(null);
    }

    private @Nullable Outcome outcomeOrNull() {
        return Arrays.stream(Outcome.values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(outcome))
                .findFirst()
                .orElse(null);
    }

    private @Nullable String wholePath() {
        String text = said(path);
        return text == null || text.startsWith(API) ? text : API + (text.startsWith("/") ? text : "/" + text);
    }

    private static @Nullable String said(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
