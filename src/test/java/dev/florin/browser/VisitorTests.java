package dev.florin.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a visitor's browser complains of is noticed; tried on the page of errors. */
@BrowserTest
class VisitorTests {

    @LocalServerPort
    int port;

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
        return "http://localhost:%d/docs/errors".formatted(port);
    }
}
