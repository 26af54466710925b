package dev.florin.checkout;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the policy on every answer of the checkout; pages bring their own. */
@Component
class PageHeaders implements HandlerInterceptor, WebMvcConfigurer {

    private static final String POLICY = "Content-Security-Policy";

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/checkout/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        response.setHeader(POLICY, PagePolicy.ALONE.text());
        return true;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView view) {
        if (view != null) {
            response.setHeader("Cache-Control", "no-store");
            if (request.getAttribute(PagePolicy.class.getName()) instanceof PagePolicy own) {
                response.setHeader(POLICY, own.text());
            }
        }
    }
}
