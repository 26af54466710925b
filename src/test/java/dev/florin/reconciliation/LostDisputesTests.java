package dev.florin.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.disputes.DisputeId;
import dev.florin.disputes.DisputeReferences;
import dev.florin.gateways.GatewayId;
import dev.florin.gateways.sandbox.SandboxAcquirer;
import dev.florin.gateways.sandbox.SandboxTalk;
import dev.florin.kernel.Once;
import dev.florin.kernel.Tenant;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.MerchantFixture.Keyed;
import dev.florin.merchants.Merchants;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Disputes begin at the acquirer, whose statements call them by its own names. */
@FlorinTest
class LostDisputesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @LocalServerPort
    private int port;

    @Autowired
    private Merchants merchants;

    @Autowired
    private SandboxAcquirer acquirer;

    @Autowired
    private Statements statements;

    @Autowired
    private Sources sources;

    @Autowired
    private DisputeReferences references;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void ofEqualAmountsEachIsMatchedByItsName() {
        Keyed merchant = MerchantFixture.merchant(merchants);
        Tenant tenant = merchant.tenant();
        var api = new ApiClient(port, merchant.keyId(), merchant.secret());
        var bank = new SandboxTalk(acquirer.address());
        bank.control("POST", "statements", """
                {"seed":0,"missing":0,"doubled":0,"wrong_amount":0,"late":0,"fee_netted":0}"""); // whatever was before
        List<UUID> lost = List.of(lose(api, bank), lose(api, bank), lose(api, bank));
        LocalDate today = LocalDate.now(ZoneOffset.UTC);

        StatementView statement =
                statements.fetch(tenant, sources.only(tenant).id(), today.minusDays(1), today, Once.unkeyed());
        await().atMost(PATIENCE)
                .until(() -> !statements.find(tenant, statement.id()).isUnderWay());

        Map<UUID, String> names = references.of(tenant, lost);
        assertThat(names).hasSize(3);
        List<Taken> taken = jdbc.sql("""
                        select e.key, m.subject, e.how from reconciliation.entry e
                        join reconciliation.expected m on m.merchant_id = e.merchant_id and m.match_id = e.match_id
                        where e.merchant_id = ? and m.kind = 'dispute_lost'
                        """)
                .param(tenant.merchant())
                .query((row, _) ->
                        new Taken(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)))
                .list();
        assertThat(taken)
                .as("%s of %s", rows(tenant, "entry"), rows(tenant, "expected"))
                .extracting(Taken::subject)
                .containsExactlyInAnyOrderElementsOf(lost);
        assertThat(taken).allSatisfy(it -> {
            assertThat(it.how()).isEqualTo("reference");
            assertThat(names.get(it.subject())).isEqualTo(it.key().toString());
            assertThat(references.find(
                            tenant, new GatewayId("sandbox"), it.key().toString()))
                    .contains(new DisputeId(it.subject()));
        });
        assertThat(jdbc.sql("select count(*) from reconciliation.exception where merchant_id = ?")
                        .param(tenant.merchant())
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(references.of(new Tenant(tenant.merchant(), true), lost))
                .as("of the other mode")
                .isEmpty();
    }

    private List<String> rows(Tenant tenant, String table) {
        return jdbc.sql("select to_jsonb(t)::text from reconciliation." + table + " t where merchant_id = ?")
                .param(tenant.merchant())
                .query((row, _) -> row.getString(1))
                .list();
    }

    private record Taken(UUID key, UUID subject, String how) {}

    private static UUID lose(ApiClient api, SandboxTalk bank) {
        String payment = api.pay("4242424242424242").text("id");
        UUID authorization = TypeId.parse("pay", payment).orElseThrow();
        var opened = bank.control("POST", "disputes", "{\"authorization\":\"%s\"}".formatted(authorization));
        bank.control("POST", "disputes/" + opened.text("id") + "/lose", "");
        await().atMost(PATIENCE).until(() -> status(api, payment).equals("lost"));
        String id = api.get("/disputes?payment_id=" + payment)
                .body()
                .at("/data/0/id")
                .asString();
        return TypeId.parse("dp", id).orElseThrow();
    }

    private static String status(ApiClient api, String payment) {
        return api.get("/disputes?payment_id=" + payment)
                .body()
                .at("/data/0/status")
                .asString("");
    }
}
