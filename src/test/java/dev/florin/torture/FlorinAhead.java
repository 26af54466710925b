package dev.florin.torture;

import com.github.kagkarlsson.scheduler.Clock;
import dev.florin.Florin;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.SpringApplication;
import org.springframework.context.support.GenericApplicationContext;

/** Florin on a machine whose clock is an hour ahead. */
final class FlorinAhead {

    private static final Duration AHEAD = Duration.ofHours(1);

    private FlorinAhead() {}

    public static void main(String[] args) {
        var application = new SpringApplication(Florin.class);
        application.addInitializers(context -> put((GenericApplicationContext) context));
        application.run(args);
    }

    private static void put(GenericApplicationContext context) {
        var ahead = InstantSource.offset(InstantSource.system(), AHEAD);
        context.registerBean("timeAhead", InstantSource.class, () -> ahead, FlorinAhead::setPrimary);
        context.registerBean("clockAhead", Clock.class, () -> ahead::instant, FlorinAhead::setPrimary);
    }

    private static void setPrimary(BeanDefinition bean) {
        bean.setPrimary(true);
    }
}
