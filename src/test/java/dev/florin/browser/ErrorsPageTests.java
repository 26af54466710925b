package dev.florin.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.playwright.Page;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@BrowserTest
class ErrorsPageTests {

    @LocalServerPort
    int port;

    static Stream<Look> looks() {
        return Stream.of(Look.PHONE, Look.DESKTOP).flatMap(look -> Stream.of(look, look.dark()));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void thePageOfErrorsCanBeReadByEverybody(Look look, Visitor visitor) {
        Page page = visitor.open(look, errors());

        assertThat(page.title()).isEqualTo("Errors · Florin");
        visitor.examine(page);
        visitor.assertFits(page);
        assertThat(visitor.shoot(page, "errors")).isNotEmptyFile();
    }

    @Test
    void aBreachOfThePolicyIsNoticed(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, errors());

        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'alert(1)'}))");
        page.waitForTimeout(100);

        assertThat(visitor.complaints()).anyMatch(complaint -> complaint.startsWith("Against script-src"));
        visitor.expect("script-src|inline script");
    }

    @Test
    void errorsOfScriptsAreNoticed(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, errors());

        page.evaluate("setTimeout(() => { throw new Error('as a test') }); console.error('as another')");
        page.waitForTimeout(100);

        assertThat(visitor.complaints())
                .hasSize(2)
                .anyMatch(complaint -> complaint.contains("Not caught"))
                .anyMatch(complaint -> complaint.startsWith("as another"));
        visitor.expect("as a");
    }

    @Test
    void whatAxeFindsIsNoticed(Visitor visitor) {
        Page page = visitor.open(Look.DESKTOP, errors());
        page.evaluate("document.querySelector('h1').append(document.createElement('img'))");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> visitor.examine(page))
                .withMessageContaining("image-alt");
    }

    private String errors() {
        return "http://localhost:%d/docs/errors.html".formatted(port);
    }
}
