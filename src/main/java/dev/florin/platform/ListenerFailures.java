package dev.florin.platform;

import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Remembers why a listener failed until its publication is marked as failed, which happens on the same thread a moment
 * later and is told that it failed, but not why.
 */
@Configuration(proxyBeanMethods = false)
class ListenerFailures {

    /** Within Modulith's own, which is at +10, and around the transaction. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 20;

    private static final ThreadLocal<@Nullable Throwable> LAST = new ThreadLocal<>();

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor listenerFailureAdvisor() {
        MethodInterceptor remember = invocation -> {
            LAST.remove();
            try {
                return invocation.proceed();
            } catch (Throwable e) {
                LAST.set(e);
                throw e;
            }
        };
        var advisor = new DefaultPointcutAdvisor(
                new AnnotationMatchingPointcut(null, TransactionalEventListener.class, true), remember);
        advisor.setOrder(ORDER);
        return advisor;
    }

    /** What the listener that this thread called last failed with; null if it did not. Told once. */
    static @Nullable Throwable take() {
        Throwable failure = LAST.get();
        LAST.remove();
        return failure;
    }
}
