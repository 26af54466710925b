package dev.florin.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test that asks for one a {@link Visitor}, who comes with the Chromium of this machine, and afterwards fails
 * the test for everything the visitor's browser complained of. Where there is no Chromium, each test is reported as not
 * run. The system property {@code browser.executable} names another one.
 */
final class Chromium implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace HERE = Namespace.create(Chromium.class);

    /** The one that draws no windows first: it is the same engine, and faster. */
    private static final List<String> NAMES = List.of(
            "chromium-headless-shell",
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "chrome.exe");

    private static final List<Path> PLACES = List.of(
            Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"),
            Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
            Path.of("C:/Program Files/Google/Chrome/Application/chrome.exe"));

    /** Started once for all tests of the JVM. */
    private record Running(Playwright playwright, Browser browser) implements AutoCloseable {

        static Running start(Path executable) {
            var options = new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
            Playwright playwright = Playwright.create(options);
            PlaywrightAssertions.setDefaultAssertionTimeout(15_000); // machines are busy
            playwright.selectors().setTestIdAttribute("data-test-id");
            return new Running(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new LaunchOptions()
                                    .setExecutablePath(executable)
                                    .setArgs(arguments())));
        }

        private static List<String> arguments() {
            var arguments = new ArrayList<>(List.of(
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync"));
            if ("root".equals(System.getProperty("user.name"))) {
                arguments.add("--no-sandbox"); // Chromium has none for root
            }
            return arguments;
        }

        @Override
        public void close() {
            playwright.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        Optional<Path> executable = find();
        assumeTrue(
                executable.isPresent(),
                () ->
                        "NOT RUN: there is no Chromium here, so %s was not tried. Install chromium, or set -Dbrowser.executable"
                                .formatted(test.getDisplayName()));
        var running = test.getRoot()
                .getStore(HERE)
                .computeIfAbsent(Running.class, _ -> Running.start(executable.orElseThrow()), Running.class);
        test.getStore(HERE).put(Visitor.class, new Visitor(running.browser()));
    }

    @Override
    public void afterEach(ExtensionContext test) {
        var visitor = test.getStore(HERE).remove(Visitor.class, Visitor.class);
        if (visitor != null) {
            visitor.leave(test.getExecutionException().isEmpty());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Visitor.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(HERE).computeIfAbsent(Visitor.class);
    }

    private static Optional<Path> find() {
        String named = System.getProperty("browser.executable", "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        List<String> path =
                List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator));
        Stream<Path> onPath = NAMES.stream().flatMap(name -> path.stream().map(directory -> Path.of(directory, name)));
        return Stream.concat(onPath, PLACES.stream())
                .filter(Files::isExecutable)
                .findFirst();
    }
}
