package dev.florin.platform;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.Jackson3Serializer;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerCustomizer;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;

/** Time, and how recurring work is run; what is to be run, modules say by beans of type {@code Task}. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

    /** The only clock in the house. */
    @Bean
    DatabaseTime time(DataSource database) {
        return new DatabaseTime(database, InstantSource.system());
    }

    /** When jobs are due, by the same. */
    @Bean
    Clock timeOfJobs(DatabaseTime time) {
        return time::instant;
    }

    /** Static, as it comes before all beans. */
    @Bean
    static PromptConnections.Installer promptConnections() {
        return new PromptConnections.Installer();
    }

    /** What a job writes into the log says which job. */
    @Bean
    ExecutionInterceptor jobsAreMentioned() {
        return (task, context, chain) -> {
            Mentions.put(Mentions.JOB, task.getTaskName());
            try {
                return chain.proceed(task, context);
            } finally {
                Mentions.clear();
            }
        };
    }

    @Bean
    ExecutionInterceptor jobsRunOneAtATime() {
        return new OneAtATime();
    }

    /** Listeners that run after the commit mention what the one mentioned who published. */
    @Bean
    TaskDecorator listenersMentionTheSame() {
        return Mentions::carry;
    }

    /** Virtual threads, of which db-scheduler still runs no more than {@code db-scheduler.threads} at once. */
    @Bean
    DbSchedulerCustomizer jobsOnVirtualThreads() {
        return new DbSchedulerCustomizer() {
            @Override
            public Optional<ExecutorService> executorService() {
                var threads = Thread.ofVirtual().name("job-", 0).factory();
                return Optional.of(Executors.newThreadPerTaskExecutor(threads));
            }

            /** Several may run on one machine. */
            @Override
            public Optional<SchedulerName> schedulerName() {
                return Optional.of(new SchedulerName.Fixed(Instance.name()));
            }

            @Override
            public Optional<Serializer> serializer() {
                return Optional.of(new Jackson3Serializer());
            }
        };
    }
}
