package dev.florin.gateways;

import static java.time.ZoneOffset.UTC;

import dev.florin.kernel.PageQuery.Page;
import dev.florin.kernel.Rejection;
import dev.florin.platform.Cursor;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What acquirers said of their own accord, for the people who run Florin. */
@Component
public class CallbackInbox {

    /** Above that, counts say how many at least. */
    public static final int COUNTED = 10_000;

    private static final String BEHIND =
            "and received_at <= :after and (received_at, gateway || '/' || event) < (:after, :afterId)";

    private static final List<CallbackState> KEPT =
            List.of(CallbackState.ORPHANED, CallbackState.FAILED, CallbackState.UNKNOWN_TYPE, CallbackState.UNREADABLE);

    private final CallbackRepository callbacks;
    private final JdbcClient jdbc;

    CallbackInbox(CallbackRepository callbacks, JdbcClient jdbc) {
        this.callbacks = callbacks;
        this.jdbc = jdbc;
    }

    /** How many there are that nobody has taken note of, by state: at most {@link #COUNTED} of each. */
    public Map<CallbackState, Integer> counts() {
        Map<CallbackState, Integer> counts = new EnumMap<>(CallbackState.class);
        KEPT.forEach(state -> counts.put(
                state,
                jdbc.sql("""
                        select count(*) from (
                            select from gateways.callback where state = :state and state <> 'pending' limit :most) c
                        """)
                        .param("state", state.wire())
                        .param("most", COUNTED)
                        .query(Integer.class)
                        .single()));
        return counts;
    }

    /** Those in one state, newest first. */
    public Page<CallbackView> list(CallbackState state, @Nullable Cursor after, int limit) {
        List<CallbackView> read = jdbc.sql("""
                        select * from gateways.callback
                        where state = :state and %s %s
                        order by received_at desc, gateway || '/' || event desc limit :limit
                        """.formatted(
                                state == CallbackState.PENDING ? "state = 'pending'" : "state <> 'pending'",
                                after == null ? "" : BEHIND))
                .param("state", state.wire())
                .param("after", after == null ? null : after.at().atOffset(UTC))
                .param("afterId", after == null ? null : after.id())
                .param("limit", limit + 1)
                .query((row, _) -> CallbackRepository.view(row))
                .list();
        boolean more = read.size() > limit;
        return new Page<>(more ? read.subList(0, limit) : read, more, false);
    }

    /** Where the list goes on behind a callback. */
    public static Cursor cursor(CallbackView callback) {
        return new Cursor(callback.receivedAt(), callback.gateway().name() + "/" + callback.event());
    }

    /** @throws Rejection {@code callback_not_found} */
    public CallbackView find(GatewayId gateway, String event) {
        return callbacks.find(new CallbackKey(gateway, event)).orElseThrow(() -> new Gateways.CallbackNotFound(event));
    }
}
