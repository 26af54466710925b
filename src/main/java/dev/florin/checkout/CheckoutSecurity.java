package dev.florin.checkout;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * The door of the checkout: open to whoever has the link, without sessions or cookies. So there is nothing that another
 * site could use in a customer's name; see docs/decisions/0045 for what stands in the place of CSRF tokens.
 */
@Configuration(proxyBeanMethods = false)
class CheckoutSecurity {

    @Bean
    @Order(2)
    SecurityFilterChain checkoutDoor(HttpSecurity http) {
        return http.securityMatcher("/checkout/**")
                .headers(h -> h.xssProtection(x -> x.disable())
                        .cacheControl(c -> c.disable())
                        .frameOptions(f -> f.disable()) // each page names who may frame it
                        .contentTypeOptions(Customizer.withDefaults())
                        .httpStrictTransportSecurity(Customizer.withDefaults())
                        // Without a referrer, browsers would send forms with "Origin: null"
                        .referrerPolicy(r -> r.policy(ReferrerPolicy.SAME_ORIGIN))
                        .addHeaderWriter(new StaticHeadersWriter(
                                "Permissions-Policy", "camera=(), geolocation=(), microphone=()")))
                .authorizeHttpRequests(a -> a.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    /**
     * Whether a form comes from a page of ours, as the browser tells by headers that no page can set. Who sends neither
     * is not a browser of today, and has nobody's name to act in.
     */
    static boolean isOurForm(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin == null || isHere(origin, request.getHeader("Host"));
    }

    private static boolean isHere(String origin, String host) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
