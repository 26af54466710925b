package dev.florin.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.FlorinTest;
import dev.florin.gateways.Callback.Operation;
import dev.florin.gateways.CallbackReader.Notice.Told;
import dev.florin.gateways.CallbackRepository.Waiting;
import dev.florin.kernel.Money;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How stored callbacks reach the module that they concern, whatever happens on the way. */
@FlorinTest
@Import(CallbackHearingTests.Configuration.class)
class CallbackHearingTests {

    static final GatewayId SANDBOX = new GatewayId("sandbox");
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A module that knows some subjects, and has its bad times. */
    static final class Module implements CallbackListener {

        final Map<UUID, AtomicInteger> failures = new ConcurrentHashMap<>();
        final Map<UUID, Callback> heard = new ConcurrentHashMap<>();

        @Override
        public boolean hear(Callback callback) {
            AtomicInteger left = failures.get(callback.subject());
            if (left == null) {
                return false;
            }
            if (left.getAndDecrement() > 0) {
                throw new IllegalStateException("cannot hear of 4242424242424242 now");
            }
            heard.put(callback.subject(), callback);
            return true;
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Configuration {
        @Bean
        Module module() {
            return new Module();
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    Module module;

    @Autowired
    CallbackRepository callbacks;

    @Autowired
    CallbackHearing hearing;

    @Autowired
    Gateways gateways;

    @Autowired
    JdbcClient jdbc;

    final Tenant tenant = new Tenant(TypeId.next(), true);
    final UUID subject = TypeId.next();
    final String event = "cb_" + subject;

    @BeforeEach
    void known() {
        module.failures.put(subject, new AtomicInteger());
    }

    CallbackView stored() {
        return callbacks.find(new CallbackKey(SANDBOX, event)).orElseThrow();
    }

    void awaitState(CallbackState state) {
        await().atMost(PATIENCE).until(() -> stored().state() == state);
    }

    /** Stored, and then its instance died. */
    Waiting left(Instant leaseEnd) {
        var outcome = new Outcome.Pending(
                "sbx_1", new Outcome.Action(Outcome.Action.Kind.REDIRECT, "https://issuer.example", leaseEnd));
        var told = new Told(event, "authorization.pending", tenant, Operation.AUTHORIZE, subject, subject, outcome);
        var arrival = new CallbackArrival(
                new CallbackKey(SANDBOX, event), told, leaseEnd, "{}", CallbackState.PENDING, leaseEnd, null);
        assertThat(callbacks.insert(arrival)).isTrue();
        return Objects.requireNonNull(arrival.waiting());
    }

    @Test
    void aCallbackIsHeardAtOnceAsTheAcquirerToldIt() {
        CallbackFixture.send(port, CallbackFixture.approved(event, tenant, subject));

        await().atMost(PATIENCE).until(() -> module.heard.containsKey(subject));

        Callback heard = Objects.requireNonNull(module.heard.get(subject));
        assertThat(heard.tenant()).isEqualTo(tenant);
        assertThat(heard.outcome()).isEqualTo(new Outcome.Approved("sbx_" + subject, null, Money.of(50_000, "INR")));
        assertThat(heard.exchange().operation()).isEqualTo("callback");
        assertThat(heard.exchange().request()).isEqualTo("authorization.approved " + event);
        awaitState(CallbackState.DONE);
        assertThat(stored().tries()).isEqualTo(1);
    }

    @Test
    void whatADeadInstanceLeftIsTakenUpByTheSweep() {
        Waiting left = left(Instant.parse("2026-03-01T10:00:00Z"));

        awaitState(CallbackState.DONE);

        assertThat(module.heard.get(subject)).isEqualTo(left.callback());
        assertThat(stored().tries()).isEqualTo(2);
        assertThat(stored().nextTryAt()).isNull();
    }

    @Test
    void aCallbackInHandIsNotTakenUpByOthers() {
        Instant lease = Instant.now().plus(Duration.ofHours(1));
        left(lease);

        hearing.sweep();

        assertThat(stored().state()).isEqualTo(CallbackState.PENDING);
        assertThat(stored().tries()).isEqualTo(1);
    }

    @Test
    void whatCannotBeHeardNowIsHeardLater() {
        module.failures.put(subject, new AtomicInteger(2));

        CallbackFixture.send(port, CallbackFixture.approved(event, tenant, subject));

        await().atMost(PATIENCE).until(() -> stored().error() != null);
        assertThat(stored().error()).contains("424242******4242 now");
        awaitState(CallbackState.DONE);
        assertThat(stored().tries()).isEqualTo(3);
        assertThat(stored().error()).isNull();
    }

    @Test
    void whatFailedTenTimesIsKeptUntilSomebodyHasItTriedAgain() {
        module.failures.put(subject, new AtomicInteger(1));
        Waiting left = left(Instant.now().plus(Duration.ofHours(1)));
        hearing.take(new Waiting(left.key(), 10, left.callback()));
        awaitState(CallbackState.FAILED);
        assertThat(stored().nextTryAt()).isNull();
        assertThat(gateways.unheardCallbacks(100))
                .extracting(CallbackView::event)
                .contains(event);

        gateways.retryCallback(SANDBOX, event);

        awaitState(CallbackState.DONE);
    }

    @Test
    void whatNobodyLivesToHearIsGivenUpToo() {
        Waiting left = left(Instant.now().plus(Duration.ofHours(1)));

        hearing.take(new Waiting(left.key(), 11, left.callback()));

        awaitState(CallbackState.FAILED);
        assertThat(module.heard).doesNotContainKey(subject);
    }

    @Test
    void whatOvertookACommitOfOursIsHeardAfterIt() {
        module.failures.remove(subject);
        CallbackFixture.send(port, CallbackFixture.approved(event, tenant, subject));
        awaitState(CallbackState.ORPHANED);
        assertThat(stored().nextTryAt()).isNotNull();

        known();

        awaitState(CallbackState.DONE);
    }

    @Test
    void whatNobodyKnowsIsKeptAsAnOrphan() {
        module.failures.remove(subject);
        Waiting left = left(Instant.now().plus(Duration.ofHours(1)));

        hearing.take(new Waiting(left.key(), 6, left.callback()));

        awaitState(CallbackState.ORPHANED);
        assertThat(stored().nextTryAt()).isNull();
        assertThat(gateways.unheardCallbacks(100))
                .extracting(CallbackView::event)
                .contains(event);
    }

    @Test
    void onlyWhatIsDoneIsPurgedAndNotBeforeAMonth() {
        left(Instant.parse("2026-03-01T10:00:00Z"));
        awaitState(CallbackState.DONE);
        age("31 days");
        hearing.purge();
        assertThat(callbacks.find(new CallbackKey(SANDBOX, event))).isEmpty();

        left(Instant.parse("2026-03-01T10:00:00Z"));
        awaitState(CallbackState.DONE);
        age("29 days");
        hearing.purge();
        assertThat(callbacks.find(new CallbackKey(SANDBOX, event))).isPresent();

        jdbc.sql("update gateways.callback set state = 'failed' where event = ?")
                .param(event)
                .update();
        age("400 days");
        hearing.purge();
        assertThat(callbacks.find(new CallbackKey(SANDBOX, event))).isPresent();
    }

    private void age(String interval) {
        jdbc.sql("update gateways.callback set received_at = now() - ?::interval where event = ?")
                .params(interval, event)
                .update();
    }
}
