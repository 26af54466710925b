package dev.florin.merchants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.florin.ApiClient;
import dev.florin.FlorinTest;
import dev.florin.kernel.Tenant;
import dev.florin.merchants.MerchantFixture.Keyed;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@FlorinTest
class ProfileTests {

    private static final String PNG = "data:image/png;base64,"
            + Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0});

    @LocalServerPort
    int port;

    @Autowired
    Merchants merchants;

    @Autowired
    Profiles profiles;

    Keyed merchant;
    ApiClient api;
    ApiClient live;

    @BeforeEach
    void aMerchant() {
        merchant = MerchantFixture.merchant(merchants);
        api = new ApiClient(port, merchant.keyId(), merchant.secret());
        var issued = merchants.issueKey(new Tenant(merchant.tenant().merchant(), true));
        live = new ApiClient(port, issued.keyId(), issued.secret());
    }

    @Test
    void whoHasToldNothingIsShownByTheirName() {
        var profile = api.get("/merchant/profile");

        assertThat(profile.status()).isEqualTo(200);
        assertThat(profile.text("display_name")).isEqualTo("Tea House");
        assertThat(profile.body().path("brand_color").isNull()).isTrue();
        assertThat(profile.body().path("logo").isNull()).isTrue();
        assertThat(profile.body().path("origins").size()).isZero();
        assertThat(profile.body().path("vpa_entry").asBoolean(true)).isFalse();
    }

    @Test
    void aProfileIsReplacedAsAWholeAndForOneMode() {
        var replaced = api.put("/merchant/profile", """
                {"display_name":"Tea & Co","brand_color":"#1F6F4A","logo":"%s",
                 "origins":["https://shop.example","https://shop.example:8443"],"vpa_entry":true}""".formatted(PNG));

        assertThat(replaced.status()).as(replaced.body().toString()).isEqualTo(200);
        assertThat(replaced.text("brand_color")).isEqualTo("#1f6f4a");
        assertThat(replaced.text("logo")).isEqualTo(PNG);
        assertThat(api.get("/merchant/profile").body()).isEqualTo(replaced.body());
        assertThat(profiles.find(merchant.tenant()).origins())
                .containsExactly("https://shop.example", "https://shop.example:8443");
        assertThat(live.get("/merchant/profile").text("display_name")).isEqualTo("Tea House");

        JsonNode again =
                api.put("/merchant/profile", "{\"display_name\":\"Tea\"}").body();
        assertThat(again.path("logo").isNull()).isTrue();
        assertThat(again.path("origins").size()).isZero();
        assertThat(again.path("vpa_entry").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example:443,https://shop.example",
        "HTTPS://Shop.Example,https://shop.example",
        "https://bücher.example,https://xn--bcher-kva.example",
        "http://localhost:4001,http://localhost:4001",
        "http://127.0.0.1:80,http://127.0.0.1",
    })
    void originsAreKeptAsBrowsersWriteThem(String told, String kept) {
        assertThat(origins(api, told).body().path("origins").path(0).asString()).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.example",
                "shop.example",
                "https://",
                "https://shop.example/",
                "https://shop.example/pay",
                "https://shop.example?x",
                "https://user@shop.example",
                "https://shop.example:0",
                "https://shop.example:70000",
                "http://shop.example",
                "http://localhost.shop.example",
                "javascript:alert(1)",
                "null",
                "data:text/html,x",
                "https://a.example; script-src *",
                "https://a.example 'none'",
                "https://a.example\\nhttps://b.example",
                ""
            })
    void whatIsNoOriginIsRefusedByItsPlace(String told) {
        var refused = api.put(
                "/merchant/profile",
                "{\"display_name\":\"Tea\",\"origins\":[\"https://good.example\",\"%s\"]}".formatted(told));

        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("origin_invalid");
        assertThat(refused.text("param")).isEqualTo("origins[1]");
    }

    @Test
    void anOriginWithAPathIsRefusedWithTheOneThatIsMeant() {
        assertThat(origins(api, "https://Shop.example/pay").text("detail"))
                .isEqualTo("'origins[0]' has more than an origin has. Write https://shop.example.");
    }

    @Test
    void inLiveModeEveryOriginIsHttps() {
        var refused = origins(live, "http://localhost:4001");

        assertThat(refused.text("code")).isEqualTo("origin_invalid");
        assertThat(refused.text("detail")).contains("live mode");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "data:image/svg+xml;base64,PHN2Zy8+ begins",
                "data:image/png;base64,PHN2Zy8+ of.the.type",
                "data:image/jpeg;base64,iVBORw0KGgo= of.the.type",
                "data:image/png;base64,iVBOR base64",
                "data:image/png,x begins",
                "https://shop.example/logo.png begins",
            })
    void whatIsNoPictureIsNoLogo(String logo, String detail) {
        var refused = api.put("/merchant/profile", "{\"display_name\":\"Tea\",\"logo\":\"%s\"}".formatted(logo));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("logo_invalid");
        assertThat(refused.text("param")).isEqualTo("logo");
        assertThat(refused.text("detail")).contains(detail.replace('.', ' '));
    }

    @Test
    void aLogoHasAtMost32Kilobytes() {
        byte[] large = new byte[Logo.LARGEST + 1];
        System.arraycopy(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}, 0, large, 0, 8);
        String url = "data:image/png;base64," + Base64.getEncoder().encodeToString(large);

        assertThat(api.put("/merchant/profile", "{\"display_name\":\"Tea\",\"logo\":\"%s\"}".formatted(url))
                        .text("detail"))
                .isEqualTo("A logo has at most 32768 bytes, this one has 32769.");
    }

    @Test
    void aColourIsSixHexDigits() {
        var refused = api.put("/merchant/profile", "{\"display_name\":\"Tea\",\"brand_color\":\"red\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("param")).isEqualTo("brand_color");
    }

    @Test
    void theDemoMerchantHasAProfile() {
        var profile = new ApiClient(port).get("/merchant/profile");

        assertThat(profile.text("display_name")).isEqualTo("Demo Tea House");
        assertThat(profile.text("logo")).startsWith("data:image/png;base64,");
        assertThat(profile.body().path("origins").toString()).isEqualTo("[\"http://localhost:4001\"]");
        assertThat(Logo.of(profile.text("logo")).version()).hasSize(16);
    }

    private static ApiClient.Reply origins(ApiClient api, String origin) {
        return api.put("/merchant/profile", "{\"display_name\":\"Tea\",\"origins\":[\"%s\"]}".formatted(origin));
    }
}
