package dev.florin.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Somebody with a browser. Whatever the browser complains of fails the test at its end: a breach of the content security
 * policy, an error on the console, an error that no script has caught. What is meant to happen is {@link #expect expected}.
 */
final class Visitor {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /**
     * Rules for which axe loads and parses every style sheet and recording anew, for seconds a page. No style sheet of ours
     * asks how the window is held, and nothing of ours plays.
     */
    private static final List<String> LOADING = List.of("css-orientation-lock", "no-autoplay-audio");

    /** A form that is shown again with messages beside its fields is answered with 422. */
    private static final Pattern SHOWN_AGAIN = Pattern.compile("the server responded with a status of 422");

    private static final String WATCH = """
            addEventListener('securitypolicyviolation', e =>
                console.error(`Against ${e.violatedDirective}: ${e.blockedURI} ${e.sample} in ${document.URL}`));
            """;

    private final Browser browser;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final Map<Page, Look> looks = new HashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<Pattern> expected = new ArrayList<>(List.of(SHOWN_AGAIN));

    Visitor(Browser browser) {
        this.browser = browser;
    }

    /** A new browser, without cookies, with an empty page. */
    Page open(Look look) {
        BrowserContext context = browser.newContext(look.options());
        contexts.add(context);
        context.addInitScript(WATCH);
        context.onConsoleMessage(this::heed);
        context.onWebError(error -> complaints.add("Not caught: " + error.error()));
        context.setDefaultTimeout(15_000);
        Page page = context.newPage();
        looks.put(page, look);
        return page;
    }

    /** A new browser at an address. */
    Page open(Look look, String url) {
        Page page = open(look);
        page.navigate(url);
        return page;
    }

    /** Another tab of the same browser. */
    Page tab(Page beside) {
        Page page = beside.context().newPage();
        looks.put(page, look(beside));
        return page;
    }

    /** The same page in a window of another size, or at another time of day. */
    void turn(Page page, Look look) {
        page.setViewportSize(look.width(), look.height());
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme()));
        looks.put(page, look);
    }

    /** That the browser complains of this is what the test is about. */
    void expect(String regex) {
        expected.add(Pattern.compile(regex, Pattern.DOTALL));
    }

    List<String> allComplaints() {
        return List.copyOf(complaints);
    }

    /** What the browser has complained of so far, beside what was expected. */
    List<String> complaints() {
        return complaints.stream()
                .filter(complaint -> expected.stream()
                        .noneMatch(known -> known.matcher(complaint).find()))
                .toList();
    }

    /** Fails for everything that axe finds, by the rules of WCAG 2.2 AA and by what axe calls good practice. */
    void examine(Page page) {
        examine(page, new AxeBuilder(page));
    }

    /** The same for a part of the page, by a CSS selector, with the frames in it. */
    void examine(Page page, String part) {
        examine(page, new AxeBuilder(page).include(part));
    }

    private void examine(Page page, AxeBuilder axe) {
        var onlyWhatIsWrong = new AxeRunOptions();
        onlyWhatIsWrong.setResultTypes(List.of("violations"));
        List<String> found = axe
                .options(onlyWhatIsWrong)
                // What is found in frames is put together in a page of its own, which takes longer than to find it
                .setLegacyMode(page.frames().size() == 1)
                .withTags(RULES)
                .disableRules(LOADING)
                .analyze()
                .getViolations()
                .stream()
                .flatMap(Visitor::explain)
                .toList();
        assertThat(found).as("What axe finds on %s", page.url()).isEmpty();
    }

    /** Fails if the page has to be scrolled sideways. */
    void assertFits(Page page) {
        Object over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(over)
                .as("%s is so many pixels wider than its window", page.url())
                .isEqualTo(0);
    }

    /** The whole page, as {@code target/screenshots/<name>-<width>-<scheme>.png}. */
    Path shoot(Page page, String name) {
        return shoot(page, name, true);
    }

    /** What is seen of it without scrolling. */
    Path shootScreen(Page page, String name) {
        return shoot(page, name, false);
    }

    private Path shoot(Page page, String name, boolean whole) {
        Path file = SCREENSHOTS.resolve("%s-%s.png".formatted(name, look(page)));
        page.screenshot(
                new ScreenshotOptions().setPath(file).setFullPage(whole).setAnimations(ScreenshotAnimations.DISABLED));
        return file;
    }

    /** @param content whether the test has come through, and complaints are what is left to tell */
    void leave(boolean content) {
        contexts.forEach(BrowserContext::close);
        if (content) {
            assertThat(complaints()).as("What the browser complained of").isEmpty();
        }
    }

    private Look look(Page page) {
        return looks.getOrDefault(page, Look.DESKTOP);
    }

    private void heed(ConsoleMessage message) {
        if (message.type().equals("error")) {
            complaints.add("%s (%s)".formatted(message.text(), message.location()));
        }
    }

    private static Stream<String> explain(Rule rule) {
        return rule.getNodes().stream()
                .map(node -> "%s: %s, at %s".formatted(rule.getId(), rule.getHelp(), node.getHtml()));
    }
}
