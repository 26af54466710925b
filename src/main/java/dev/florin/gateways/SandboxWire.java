package dev.florin.gateways;

import dev.florin.gateways.Instrument.Card;
import dev.florin.gateways.Instrument.Upi;
import dev.florin.gateways.Outcome.Action;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The sandbox acquirer's JSON. */
final class SandboxWire {

    static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** Of a void that found nothing to release: ISO 4217's "no currency involved". */
    private static final Currency NONE = Currency.getInstance("XXX");

    private static final Pattern ACCOUNT = Pattern.compile("(?<merchant>[0-9a-f-]{36})/(?<mode>live|test)");

    private SandboxWire() {}

    /** Sent along and told back with all that is said: our rows are found by their merchant only. */
    static String account(Tenant tenant) {
        return tenant.merchant() + (tenant.live() ? "/live" : "/test");
    }

    /** Null where {@code account} is none of ours. */
    static @Nullable Tenant tenant(@Nullable String account) {
        Matcher ours = ACCOUNT.matcher(account == null ? "" : account);
        return ours.matches()
                ? new Tenant(
                        UUID.fromString(ours.group("merchant")),
                        ours.group("mode").equals("live"))
                : null;
    }

    record Authorize(
            UUID reference,
            long amount,
            String currency,
            boolean capture,
            @Nullable PayingCard card,
            @Nullable PayingUpi upi,
            @Nullable String returnUrl,
            String description,
            String account) {

        static Authorize of(Instruction.Authorize it) {
            return of(it, it.instrument());
        }

        static Authorize of(Instruction.Authorize it, Instrument instrument) {
            return new Authorize(
                    it.reference(),
                    it.amount().minor(),
                    it.amount().currency().getCurrencyCode(),
                    it.capture(),
                    instrument instanceof Card card ? PayingCard.of(card) : null,
                    instrument instanceof Upi upi ? PayingUpi.of(upi) : null,
                    it.returnUrl(),
                    it.description(),
                    SandboxWire.account(it.tenant()));
        }
    }

    record PayingCard(
            String number,
            int expMonth,
            int expYear,
            @Nullable String cvc,
            @Nullable String holder) {
        static PayingCard of(Card card) {
            return new PayingCard(card.number(), card.expMonth(), card.expYear(), card.cvc(), card.holder());
        }

        @Override
        public String toString() {
            return "PayingCard[…]";
        }
    }

    record PayingUpi(String flow, @Nullable String vpa) {
        static PayingUpi of(Upi upi) {
            return new PayingUpi(upi.flow().name().toLowerCase(Locale.ROOT), upi.vpa());
        }
    }

    record Capture(UUID reference, UUID authorization, long amount, boolean last, String account) {}

    record Release(UUID reference, UUID authorization, String account) {}

    record Refund(UUID reference, UUID authorization, long amount, String account) {}

    /** What became of a request. */
    record Statement(
            String id,
            String status,
            long amount,
            @Nullable String currency,
            @Nullable String authCode,
            @Nullable String code,
            @Nullable String message,
            @Nullable WireAction action) {

        Statement {
            Objects.requireNonNull(id);
            Objects.requireNonNull(status);
        }

        Outcome outcome() {
            return switch (status) {
                case "approved" -> new Outcome.Approved(id, authCode, money());
                case "declined" ->
                    new Outcome.Declined(
                            id,
                            Objects.requireNonNullElse(code, "do_not_honor"),
                            Objects.requireNonNullElse(message, "Declined."));
                case "pending" -> new Outcome.Pending(id, action == null ? null : action.action());
                default -> new Outcome.Unknown("status " + status);
            };
        }

        private Money money() {
            return currency == null ? Money.zero(NONE) : Money.of(amount, currency);
        }
    }

    /** How a dispute stands. */
    record Dispute(
            UUID id,
            Chargeback.Status status,
            UUID authorization,
            @Nullable String account,
            long amount,
            String currency,
            String reason,
            Instant created,
            Instant dueBy,
            Instant changed) {

        Dispute {
            Objects.requireNonNull(id);
            Objects.requireNonNull(status);
            Objects.requireNonNull(authorization);
            Objects.requireNonNull(reason);
            Objects.requireNonNull(created);
            Objects.requireNonNull(dueBy);
            Objects.requireNonNull(changed);
        }

        /** @throws IllegalArgumentException if its account is none of ours */
        Chargeback chargeback() {
            Tenant tenant = tenant(account);
            if (tenant == null) {
                throw new IllegalArgumentException("an account of nobody's");
            }
            return new Chargeback(
                    tenant, id.toString(), authorization, Money.of(amount, currency), reason, status, created, dueBy);
        }
    }

    record Disputes(List<Dispute> data) {}

    /** What a callback says. */
    record Event(
            @Nullable String id,
            @Nullable String type,
            @Nullable JsonNode data) {
        static final Pattern TYPE = Pattern.compile("(?<kind>[a-z_]+)\\.(?<status>[a-z_]+)");
    }

    /** Which request a {@link Statement} is about. */
    record Transaction(
            UUID reference,
            String kind,
            @Nullable UUID authorization,
            @Nullable String account) {
        Transaction {
            Objects.requireNonNull(reference);
            Objects.requireNonNull(kind);
        }
    }

    record WireAction(String type, String url, Instant expiresAt) {
        Action action() {
            return new Action(Action.Kind.valueOf(type.toUpperCase(Locale.ROOT)), url, expiresAt);
        }
    }

    record Refusal(Problem error) {
        Refusal {
            Objects.requireNonNull(error);
        }
    }

    record Problem(String code, String message) {
        Problem {
            Objects.requireNonNull(code);
            Objects.requireNonNull(message);
        }
    }
}
