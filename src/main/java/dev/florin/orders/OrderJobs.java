package dev.florin.orders;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OrderJobs {

    @Bean
    Task<Void> expireOrders(Orders orders) {
        return Tasks.recurring("orders.expire", FixedDelay.ofSeconds(15)).execute((_, _) -> orders.expire());
    }
}
