package dev.florin.web;

import dev.florin.merchants.Merchants;
import dev.florin.requests.Requests;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.HandlerExceptionResolver;

@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    private static final String PAGES_MAY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /**
     * The API: no sessions, no cookies and so no CSRF; every request proves itself by its key. What Spring Security does
     * for people who sign in is left out, as it takes longer than the rest of the door together.
     */
    @Bean
    @Order(1)
    SecurityFilterChain api(
            HttpSecurity http,
            Merchants merchants,
            Requests requests,
            ProblemWriter problems,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        return door(http.securityMatcher("/api/**"), failures)
                .cors(c -> c.configurationSource(cors()))
                .addFilterBefore(new RequestLog(requests), HeaderWriterFilter.class)
                .addFilterBefore(new ApiKeys(merchants, problems), AuthorizationFilter.class)
                .addFilterBefore(new RateLimits(problems), AuthorizationFilter.class)
                .addFilterBefore(new BodyLimit(BodyLimit.OF_API, problems), AuthorizationFilter.class)
                .build();
    }

    /** Acquirers prove themselves by signing what they send, which is checked where it is understood. */
    @Bean
    @Order(2)
    SecurityFilterChain callbacks(
            HttpSecurity http,
            ProblemWriter problems,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
        return door(http.securityMatcher("/gateways/*/callbacks"), failures)
                .addFilterBefore(new BodyLimit(BodyLimit.OF_CALLBACKS, problems), AuthorizationFilter.class)
                .build();
    }

    /** What programs come through. */
    private static HttpSecurity door(HttpSecurity http, HandlerExceptionResolver failures) {
        return http.headers(h -> h.defaultsDisabled()
                        .contentTypeOptions(Customizer.withDefaults())
                        .httpStrictTransportSecurity(Customizer.withDefaults())
                        .addHeaderWriter(new StaticHeadersWriter("Cache-Control", "no-store")))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable)
                .addFilterBefore(new FailuresOfFilters(failures), AuthorizationFilter.class);
    }

    /** Everything else is open to all, which is little: documents and health. */
    @Bean
    @Order(3)
    SecurityFilterChain pages(
            HttpSecurity http, ProblemWriter problems, @Value("${florin.operator.token:}") String operatorToken) {
        return http.headers(h -> h.xssProtection(x -> x.disable())
                        .contentSecurityPolicy(c -> c.policyDirectives(PAGES_MAY))
                        .referrerPolicy(Customizer.withDefaults()))
                .exceptionHandling(e -> e.authenticationEntryPoint((request, response, _) ->
                                problems.write(request, response, Problem.noSuchPath(request)))
                        .accessDeniedHandler((request, response, _) ->
                                problems.write(request, response, Problem.noSuchPath(request))))
                .authorizeHttpRequests(a -> a.requestMatchers(
                                "/",
                                "/favicon.ico",
                                "/openapi.json",
                                "/pages/**",
                                "/vendor/**",
                                "/actuator/health/**",
                                "/error")
                        .permitAll()
                        // Metrics tell much about a business
                        .requestMatchers("/actuator/prometheus")
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .addFilterBefore(new Operator(operatorToken.strip()), AuthorizationFilter.class)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /** No observation around each filter of each request: that costs more than the filters. */
    @Bean
    SecurityObservationSettings unobserved() {
        return SecurityObservationSettings.noObservations();
    }

    /** What no program sends by mistake: doubled slashes, {@code %00}, control characters in headers. */
    @Bean
    RequestRejectedHandler refusals(ProblemWriter problems) {
        return (request, response, _) -> problems.write(request, response, Problem.of(HttpStatus.BAD_REQUEST));
    }

    /** A merchant's page may ask about a payment from the browser; all else is for servers. */
    private static UrlBasedCorsConfigurationSource cors() {
        var open = new CorsConfiguration();
        open.setAllowedOrigins(List.of(CorsConfiguration.ALL));
        open.setAllowedMethods(List.of("GET"));
        open.setAllowedHeaders(List.of("X-Api-Key", "Authorization"));
        open.setExposedHeaders(
                List.of("Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "Retry-After"));
        open.setMaxAge(Duration.ofHours(1));
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/api/v1/payments/*/public", open);
        return source;
    }
}
