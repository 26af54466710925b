package dev.florin.payments;

import static java.time.ZoneOffset.UTC;

import dev.florin.gateways.GatewayId;
import dev.florin.gateways.Instrument.UpiFlow;
import dev.florin.gateways.Outcome.Action;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.orders.CaptureMode;
import dev.florin.orders.OrderId;
import dev.florin.payments.PaymentEvent.Initiated;
import dev.florin.payments.PaymentView.PaymentError;
import dev.florin.payments.Payments.Glance;
import dev.florin.payments.Payments.Watched;
import dev.florin.platform.OpenRows;
import dev.florin.platform.Unresolved;
import dev.florin.platform.Writes;
import dev.florin.vault.CardView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows and streams. A row is changed only together with its stream, and only from the version that was read. */
@Repository
class PaymentRepository {

    private static final TypeReference<Map<String, String>> METADATA = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final Writes writes;
    private final ApplicationEventPublisher publisher;
    private final OpenRows<PaymentKey> open;
    private final JsonMapper json = PaymentEventJson.mapper();
    private final PaymentEventJson eventJson = new PaymentEventJson(json);

    PaymentRepository(JdbcClient jdbc, Writes writes, ApplicationEventPublisher publisher) {
        this.jdbc = jdbc;
        this.writes = writes;
        this.publisher = publisher;
        this.open = new OpenRows<>(jdbc, "payments.payment", (tenant, id) -> new PaymentKey(tenant, new PaymentId(id)))
                .stuckOnlyIf("status in ('pending', 'processing')");
    }

    /** Those that are still open. */
    OpenRows<PaymentKey> open() {
        return open;
    }

    /**
     * @param cvc sealed
     * @param resolveAfter when somebody else may take it up
     */
    void insert(Payment payment, byte @Nullable [] cvc, Instant resolveAfter) {
        Initiated terms = payment.terms();
        writes.sql("""
                with payment as (
                    insert into payments.payment (merchant_id, id, livemode, order_id, status, previous_status, amount,
                        currency, capture, method, card_token, card, upi_flow, vpa, gateway, description, return_url,
                        metadata, created_at, version, resolve_after, cvc)
                    values (:merchant, :id, :live, :order, :status, :status, :amount, :currency, :capture, :method,
                        :token, :card::jsonb, :upiFlow, :vpa, :gateway, :description, :returnUrl, :metadata::jsonb,
                        :at, 1, :resolveAfter, :cvc)
                )
                insert into payments.event (merchant_id, payment_id, seq, type, at, data)
                values (:merchant, :id, 1, :type, :at, :event::jsonb)
                """)
                .param("merchant", payment.tenant().merchant())
                .param("id", payment.id().value())
                .param("live", payment.tenant().live())
                .param("order", terms.order().value())
                .param("status", payment.status().wire())
                .param("amount", terms.amount().minor())
                .param("currency", terms.amount().currency().getCurrencyCode())
                .param("capture", terms.capture().wire())
                .param("method", terms.card() == null ? "upi" : "card")
                .param(
                        "token",
                        terms.card() == null ? null : terms.card().token().value())
                .param("card", terms.card() == null ? null : json.writeValueAsString(terms.card()))
                .param("upiFlow", terms.upi() == null ? null : terms.upi().name())
                .param("vpa", terms.vpa())
                .param("gateway", terms.gateway().name())
                .param("description", terms.description())
                .param("returnUrl", terms.returnUrl())
                .param("metadata", json.writeValueAsString(terms.metadata()))
                .param("at", terms.at().atOffset(UTC))
                .param("resolveAfter", resolveAfter.atOffset(UTC))
                .param("cvc", cvc)
                .param("type", eventJson.type(terms))
                .param("event", eventJson.write(terms))
                .queue();
        publish(payment);
    }

    /**
     * Stores a payment's news, with the commit of the caller's transaction. If the stored payment is not the one that was
     * read, it does not commit but fails with {@link StalePayment}.
     *
     * @param resolveAfter null when nothing is open
     * @param undisturbed true to store only if nobody else has taken the payment up since it was last stored
     */
    void append(Payment payment, @Nullable Instant resolveAfter, boolean undisturbed) {
        PaymentView view = payment.view();
        List<PaymentEvent> news = payment.news();
        writes.sql("""
                with payment as (
                    update payments.payment
                    set previous_status = status, status = :status, amount_captured = :captured,
                        amount_capturing = :capturing, amount_refunded = :refunded, amount_refunding = :refunding,
                        amount_late = :late, amount_disputed = :disputed, amount_held = :held, acquirer_reference = :reference, auth_code = :authCode,
                        action = :action::jsonb, error_code = :errorCode, error_message = :errorMessage,
                        capture_before = :captureBefore, version = :version, resolve_after = :resolveAfter,
                        resolve_tries = 0, cvc = case when :open then cvc end
                    where merchant_id = :merchant and id = :id and version = :read
                      and (not :undisturbed or resolve_tries = 0)
                    returning version
                ), event as (
                    insert into payments.event (merchant_id, payment_id, seq, type, at, data)
                    select :merchant, :id, news.seq, news.type, news.at::timestamptz, news.data::jsonb
                    from payment, unnest(:seqs::int[], :types::text[], :ats::text[], :events::text[])
                        as news (seq, type, at, data)
                )
                select public.must(count(*) = 1, :statement) from payment
                """)
                .param("merchant", payment.tenant().merchant())
                .param("id", payment.id().value())
                .param("status", view.status().wire())
                .param("captured", view.captured().minor())
                .param("capturing", view.capturing().minor())
                .param("refunded", view.refunded().minor())
                .param("refunding", view.refunding().minor())
                .param("late", view.late().minor())
                .param("disputed", view.disputed().minor())
                .param("held", view.held().minor())
                .param("reference", view.acquirerReference())
                .param("authCode", view.authCode())
                .param("action", view.action() == null ? null : json.writeValueAsString(view.action()))
                .param("errorCode", view.error() == null ? null : view.error().code())
                .param(
                        "errorMessage",
                        view.error() == null ? null : view.error().message())
                .param("captureBefore", at(view.captureBefore()))
                .param("version", payment.version())
                .param("resolveAfter", at(resolveAfter))
                .param("open", view.status().isOpen())
                .param("read", payment.storedVersion())
                .param("undisturbed", undisturbed)
                .param(
                        "seqs",
                        IntStream.rangeClosed(payment.storedVersion() + 1, payment.version())
                                .boxed()
                                .toArray(Integer[]::new))
                .param("types", news.stream().map(eventJson::type).toArray(String[]::new))
                .param("ats", news.stream().map(e -> e.at().toString()).toArray(String[]::new))
                .param("events", news.stream().map(eventJson::write).toArray(String[]::new))
                .orElse(() -> new StalePayment(payment.id()))
                .queue();
        publish(payment);
    }

    private void publish(Payment payment) {
        publisher.publishEvent(new PaymentChanged(
                payment.tenant(), payment.id(), payment.view().events(), payment.storedVersion()));
    }

    /** The payment as its stream tells it, its row locked to the end of the transaction. */
    Optional<Payment> lock(Tenant tenant, PaymentId id) {
        return jdbc.sql("""
                select version from payments.payment
                where merchant_id = :merchant and id = :id and livemode = :live for update
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(Integer.class)
                .optional()
                .map(version -> replay(tenant, id, version));
    }

    /** The payment as its stream tells it. */
    Optional<Payment> read(Tenant tenant, PaymentId id) {
        List<PaymentEvent> events = events(tenant, id);
        return events.isEmpty() ? Optional.empty() : Optional.of(Payment.replay(id, tenant, events));
    }

    private Payment replay(Tenant tenant, PaymentId id, int version) {
        Payment payment = Payment.replay(id, tenant, events(tenant, id));
        if (payment.version() != version) {
            throw new IllegalStateException(
                    "%s has %d events, but its row is of version %d".formatted(id, payment.version(), version));
        }
        return payment;
    }

    List<PaymentEvent> events(Tenant tenant, PaymentId id) {
        return jdbc.sql("""
                select type, data from payments.event
                where merchant_id = :merchant and payment_id = :id order by seq
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .query((row, _) -> eventJson.read(row.getString("type"), row.getString("data")))
                .list();
    }

    /** The stored row, without its events. */
    Optional<PaymentView> find(Tenant tenant, PaymentId id) {
        return jdbc.sql("""
                select * from payments.payment where merchant_id = :merchant and id = :id and livemode = :live
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .param("live", tenant.live())
                .query(this::view)
                .optional();
    }

    List<Glance> glance(Collection<Watched> orders) {
        return jdbc.sql("""
                select p.merchant_id, p.livemode, p.order_id, p.id, p.status, p.version
                from unnest(:merchants::uuid[], :orders::uuid[]) as watched (merchant_id, order_id)
                join payments.payment p on p.merchant_id = watched.merchant_id and p.order_id = watched.order_id
                """)
                .param(
                        "merchants",
                        orders.stream().map(o -> o.tenant().merchant()).toArray(UUID[]::new))
                .param("orders", orders.stream().map(o -> o.order().value()).toArray(UUID[]::new))
                .query((row, _) -> {
                    PaymentKey key = key(row);
                    var order = new OrderId(row.getObject("order_id", UUID.class));
                    return new Glance(
                            new Watched(key.tenant(), order),
                            key.id(),
                            PaymentStatus.of(row.getString("status")),
                            row.getInt("version"));
                })
                .list();
    }

    Optional<byte[]> sealedCvc(Tenant tenant, PaymentId id) {
        return jdbc.sql("""
                select cvc from payments.payment where merchant_id = :merchant and id = :id and cvc is not null
                """)
                .param("merchant", tenant.merchant())
                .param("id", id.value())
                .query(byte[].class)
                .optional();
    }

    /** Authorisations whose time to be captured is over. */
    List<PaymentKey> findUncaptured(Instant now, int limit) {
        return jdbc.sql("""
                select merchant_id, livemode, id from payments.payment
                where capture_before <= :now and resolve_after is null order by capture_before limit :limit
                """)
                .param("now", now.atOffset(UTC))
                .param("limit", limit)
                .query((row, _) -> key(row))
                .list();
    }

    /** How many began before {@code begun} of those that wait for the acquirer, not for the customer. */
    int countUnresolved(Instant begun) {
        return jdbc.sql("""
                select count(*) from payments.payment
                where resolve_after is not null and status <> 'requires_action' and created_at < :begun
                """)
                .param("begun", begun.atOffset(UTC))
                .query(Integer.class)
                .single();
    }

    /** Of all merchants. */
    List<Unresolved.Case> oldestUnresolved(int limit) {
        return jdbc.sql("""
                select merchant_id, livemode, id, status, created_at, resolve_tries, resolve_after
                from payments.payment where resolve_after is not null and status <> 'requires_action'
                order by created_at limit :limit
                """)
                .param("limit", limit)
                .query((row, _) -> {
                    String id = new PaymentId(row.getObject("id", UUID.class)).toString();
                    return new Unresolved.Case(
                            new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode")),
                            id,
                            id,
                            row.getString("status"),
                            row.getObject("created_at", OffsetDateTime.class).toInstant(),
                            row.getInt("resolve_tries"),
                            row.getObject("resolve_after", OffsetDateTime.class).toInstant());
                })
                .list();
    }

    PaymentView view(ResultSet row, int number) throws SQLException {
        var currency = Money.currency(row.getString("currency"));
        String card = row.getString("card");
        String upiFlow = row.getString("upi_flow");
        String action = row.getString("action");
        String errorCode = row.getString("error_code");
        var terms = new Initiated(
                new OrderId(row.getObject("order_id", UUID.class)),
                new Money(row.getLong("amount"), currency),
                CaptureMode.of(row.getString("capture")),
                card == null ? null : json.readValue(card, CardView.class),
                upiFlow == null ? null : UpiFlow.valueOf(upiFlow),
                row.getString("vpa"),
                new GatewayId(row.getString("gateway")),
                row.getString("description"),
                row.getString("return_url"),
                json.readValue(row.getString("metadata"), METADATA),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
        OffsetDateTime captureBefore = row.getObject("capture_before", OffsetDateTime.class);
        return new PaymentView(
                id(row),
                tenant(row),
                terms,
                PaymentStatus.of(row.getString("status")),
                new Money(row.getLong("amount_captured"), currency),
                new Money(row.getLong("amount_capturing"), currency),
                new Money(row.getLong("amount_refunded"), currency),
                new Money(row.getLong("amount_refunding"), currency),
                new Money(row.getLong("amount_late"), currency),
                new Money(row.getLong("amount_disputed"), currency),
                new Money(row.getLong("amount_held"), currency),
                row.getString("acquirer_reference"),
                row.getString("auth_code"),
                action == null ? null : json.readValue(action, Action.class),
                errorCode == null ? null : new PaymentError(errorCode, row.getString("error_message")),
                captureBefore == null ? null : captureBefore.toInstant(),
                row.getInt("version"),
                List.of());
    }

    private static PaymentKey key(ResultSet row) throws SQLException {
        return new PaymentKey(tenant(row), id(row));
    }

    private static PaymentId id(ResultSet row) throws SQLException {
        return new PaymentId(row.getObject("id", UUID.class));
    }

    private static Tenant tenant(ResultSet row) throws SQLException {
        return new Tenant(row.getObject("merchant_id", UUID.class), row.getBoolean("livemode"));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(UTC);
    }

    /** Somebody else has changed the payment since it was read. */
    static final class StalePayment extends OptimisticLockingFailureException {
        StalePayment(PaymentId id) {
            super(id + " has changed since it was read");
        }
    }
}
