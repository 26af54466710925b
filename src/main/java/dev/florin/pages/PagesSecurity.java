package dev.florin.pages;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * The door of the pages for people who sign in: sessions, CSRF tokens, and a policy by which a page runs nothing but
 * Florin's own files. What a visitor may see is asked by {@link Admission}, of the data of the moment.
 */
@Configuration(proxyBeanMethods = false)
class PagesSecurity {

    static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String SIGN_IN = "/sign-in";

    @Bean
    @Order(2)
    SecurityFilterChain peoplesDoor(HttpSecurity http, ObjectProvider<UploadBound> uploads) {
        var wanted = new PagesTheyWanted();
        var asked = new LoginUrlAuthenticationEntryPoint(SIGN_IN);
        return http.securityMatcher(
                        "/dashboard",
                        "/dashboard/**",
                        "/admin",
                        "/admin/**",
                        "/sign-in",
                        "/sign-in/**",
                        "/sign-out",
                        "/invitations/**")
                .headers(h -> h.xssProtection(x -> x.disable())
                        .contentSecurityPolicy(c -> c.policyDirectives(POLICY))
                        .httpStrictTransportSecurity(Customizer.withDefaults())
                        .referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN))
                        .addHeaderWriter(new StaticHeadersWriter("Cross-Origin-Opener-Policy", "same-origin"))
                        .addHeaderWriter(new StaticHeadersWriter("Cross-Origin-Resource-Policy", "same-origin"))
                        .addHeaderWriter(new StaticHeadersWriter(
                                "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")))
                .addFilterBefore(
                        new UploadLimit(uploads.orderedStream().toList()), CsrfFilter.class) // which reads forms
                .logout(l -> l.logoutUrl("/sign-out").logoutSuccessUrl("/sign-in?out"))
                .exceptionHandling(e -> e.authenticationEntryPoint((request, response, failure) -> {
                            if (isPart(request)) {
                                response.setHeader("HX-Redirect", SIGN_IN);
                                response.setStatus(HttpStatus.UNAUTHORIZED.value());
                            } else {
                                asked.commence(request, response, failure);
                            }
                        })
                        .accessDeniedHandler((request, response, _) ->
                                request.getRequestDispatcher("/sign-in/stale").forward(request, response)))
                .requestCache(c -> c.requestCache(wanted))
                .authorizeHttpRequests(a -> a.requestMatchers("/invitations/*/join")
                        .authenticated()
                        .requestMatchers(SIGN_IN, "/sign-in/**", "/invitations/*")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .build();
    }

    /** Whether htmx asks for a part of a page. */
    static boolean isPart(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }
}
