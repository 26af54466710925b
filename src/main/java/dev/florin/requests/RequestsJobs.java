package dev.florin.requests;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RequestsProperties.class)
class RequestsJobs {

    @Bean
    Task<Void> forgetRequests(Requests requests) {
        return Tasks.recurring("requests.forget", FixedDelay.ofHours(1)).execute((_, _) -> requests.forget());
    }
}
