package dev.florin.members;

import jakarta.servlet.DispatcherType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.session.Session;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Sessions are rows, shared by all instances; programs that call the API, customers and acquirers have none. */
@Configuration(proxyBeanMethods = false)
class SessionsConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SessionsConfiguration.class);

    /** Of somebody who has not signed in: long enough to find the password. */
    private static final Duration OF_STRANGERS = Duration.ofMinutes(30);

    private static final String[] PATHS = {
        "/dashboard/*", "/test/dashboard/*", "/admin/*", "/sign-in/*", "/sign-out", "/invitations/*"
    };

    /** What a session may hold; nothing else that is read from the database becomes an object. */
    private static final ObjectInputFilter KNOWN = ObjectInputFilter.Config.createFilter(
            "maxdepth=20;maxrefs=2000;maxbytes=200000;java.lang.*;java.util.*;java.util.concurrent.*;java.time.*;"
                    + "org.springframework.security.**;org.springframework.web.servlet.FlashMap;"
                    + "org.springframework.util.LinkedMultiValueMap;org.springframework.util.MultiValueMapAdapter;"
                    + "dev.florin.**;!*");

    @Bean
    JdbcIndexedSessionRepository sessionRepository(JdbcOperations jdbc, PlatformTransactionManager transactions) {
        var each = new TransactionTemplate(transactions);
        each.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRED);
        var repository = new JdbcIndexedSessionRepository(jdbc, each);
        repository.setTableName("members.session");
        repository.setDefaultMaxInactiveInterval(OF_STRANGERS);
        repository.setCleanupCron(Scheduled.CRON_DISABLED); // a job does it, once for all instances
        repository.setConversionService(conversions());
        new PostgreSqlJdbcIndexedSessionRepositoryCustomizer().customize(repository);
        return repository;
    }

    @Bean
    CookieSerializer sessionCookie(@Value("${florin.public-url}") String publicUrl) {
        boolean secure = publicUrl.startsWith("https:");
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName(secure ? "__Host-florin" : "florin"); // the prefix ties it to this host and to TLS
        cookie.setUseSecureCookie(secure);
        cookie.setUseHttpOnlyCookie(true);
        cookie.setCookiePath("/");
        cookie.setSameSite("Lax"); // a link in an e-mail finds people signed in
        return cookie;
    }

    @Bean
    FilterRegistrationBean<SessionRepositoryFilter<? extends Session>> sessionFilter(
            JdbcIndexedSessionRepository sessions, CookieSerializer cookie) {
        var ids = new CookieHttpSessionIdResolver();
        ids.setCookieSerializer(cookie);
        SessionRepositoryFilter<? extends Session> filter = new SessionRepositoryFilter<>(sessions);
        filter.setHttpSessionIdResolver(ids);
        var registration = new FilterRegistrationBean<SessionRepositoryFilter<? extends Session>>(filter);
        registration.addUrlPatterns(PATHS);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        return registration;
    }

    private static GenericConversionService conversions() {
        var conversions = new GenericConversionService();
        conversions.addConverter(Object.class, byte[].class, SessionsConfiguration::write);
        conversions.addConverter(byte[].class, Object.class, new Reader());
        return conversions;
    }

    private static byte[] write(Object value) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException("This cannot be kept in a session: " + value.getClass(), e);
        }
        return bytes.toByteArray();
    }

    /** What another version of Florin wrote and this one does not understand is as if it were not there. */
    private static final class Reader implements Converter<byte[], @Nullable Object> {

        @Override
        public @Nullable Object convert(byte[] bytes) {
            try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
                in.setObjectInputFilter(KNOWN);
                return in.readObject();
            } catch (IOException | ClassNotFoundException | ClassCastException e) {
                log.info("A part of a session is not understood and left out: {}", e.getMessage());
                return null;
            }
        }
    }
}
