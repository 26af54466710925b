package dev.florin.consistency;

import dev.florin.consistency.Inspection.Result;
import dev.florin.kernel.Tenant;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.stereotype.Component;

/**
 * {@code --florin.check=all}, or the name of a check: looks at everything in the database that Florin is set up for,
 * tells what it found, and ends. It serves nobody, runs no jobs, and writes nothing.
 */
@Component
public class CheckCommand {

    /** All is well. */
    public static final int CLEAN = 0;

    /** Something is not as it should be. */
    public static final int BROKEN = 1;

    /** The database could not be read, or not by all checks. */
    public static final int UNKNOWN = 2;

    private static final String SWITCH = "--florin.check=";
    private static final String ALL = "all";
    private static final int SHOWN = 100;

    private final List<Check> checks;
    private final Inspection inspection;

    CheckCommand(List<Check> checks, Inspection inspection) {
        this.checks = checks.stream().sorted(Comparator.comparing(Check::name)).toList();
        this.inspection = inspection;
    }

    /** Whether that is what the arguments ask for. */
    public static boolean isGiven(String... args) {
        return wanted(args).isPresent();
    }

    private static Optional<String> wanted(String... args) {
        return Arrays.stream(args)
                .filter(arg -> arg.startsWith(SWITCH))
                .map(arg -> arg.substring(SWITCH.length()))
                .findFirst();
    }

    /** @return what the program should end with */
    public static int run(Class<?> application, PrintStream out, String... args) {
        var florin = new SpringApplication(application);
        florin.setWebApplicationType(WebApplicationType.NONE);
        florin.setLazyInitialization(true); // nothing but what checks need
        florin.addInitializers(context -> context.addBeanFactoryPostProcessor(new HearsNothing()));
        try (var context =
                florin.run(Stream.concat(Arrays.stream(args), quiet()).toArray(String[]::new))) {
            return context.getBean(CheckCommand.class).run(wanted(args).orElse(ALL), out);
        } catch (RuntimeException e) {
            out.println("unknown: the database could not be read: " + cause(e));
            return UNKNOWN;
        }
    }

    private static Stream<String> quiet() {
        return Stream.of(
                "--db-scheduler.enabled=false",
                "--florin.sandbox.enabled=false",
                "--logging.level.root=error",
                "--logging.level.dev.florin=error");
    }

    private static @Nullable String cause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    /** @param name of one check, or {@code all} */
    int run(String name, PrintStream out) {
        List<Check> wanted = checks.stream()
                .filter(check -> name.equals(ALL) || check.name().equals(name))
                .toList();
        if (wanted.isEmpty()) {
            out.println("unknown: there is no check " + name + ", but these:");
            checks.forEach(check -> out.println("  " + check.name()));
            return UNKNOWN;
        }
        List<Result> results = wanted.stream()
                .map(inspection::lookOnly)
                .peek(result -> tell(result, out))
                .toList();
        if (results.stream().anyMatch(result -> !result.found().isEmpty())) {
            return BROKEN;
        }
        return results.stream().anyMatch(result -> result.failure() != null) ? UNKNOWN : CLEAN;
    }

    private static void tell(Result result, PrintStream out) {
        String verdict = result.failure() != null
                ? "unknown"
                : result.found().isEmpty() ? "ok" : result.found().size() + " found";
        out.printf(
                "%-36s %-12s %,12d looked at in %,d ms%n",
                result.check().name(), verdict, result.over(), result.took().toMillis());
        if (result.failure() != null) {
            out.println("    could not look: " + result.failure());
        }
        result.found().stream().limit(SHOWN).map(CheckCommand::line).forEach(out::println);
        if (result.found().size() > SHOWN) {
            out.printf("    and %,d more%n", result.found().size() - SHOWN);
        }
    }

    private static String line(Discrepancy found) {
        Tenant tenant = found.subject().tenant();
        String whose = tenant == null ? "" : " of %s, %s".formatted(tenant.merchant(), tenant.live() ? "live" : "test");
        return "    %s%s: %s should be %s and is %s"
                .formatted(found.subject().id(), whose, found.aspect(), found.expected(), found.actual());
    }

    /** That Florin has started, say, upon which some make what is missing; and nothing runs in the background. */
    private static final class HearsNothing implements BeanDefinitionRegistryPostProcessor {
        @Override
        public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry beans) {
            beans.removeBeanDefinition(AnnotationConfigUtils.EVENT_LISTENER_PROCESSOR_BEAN_NAME);
            beans.registerBeanDefinition(
                    AbstractApplicationContext.LIFECYCLE_PROCESSOR_BEAN_NAME,
                    BeanDefinitionBuilder.rootBeanDefinition(StartsNothing.class, StartsNothing::new)
                            .getBeanDefinition());
        }
    }

    /** Beans with a life of their own would be made for it, however lazy, with all that they need. */
    private static final class StartsNothing implements LifecycleProcessor {

        @Override
        public void onRefresh() {}

        @Override
        public void onClose() {}

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public boolean isRunning() {
            return false;
        }
    }
}
