package dev.florin.pages;

import dev.florin.members.Permission;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Where no other page is, so that whoever gets lost is told so by a page too. */
@Controller
class NowhereController {

    @RequestMapping({"/dashboard/**", "/admin/**"})
    @Requires(Permission.VIEW_PAYMENTS) // every role may get lost
    void nowhere(HttpServletRequest request) throws NoResourceFoundException {
        throw new NoResourceFoundException(
                HttpMethod.valueOf(request.getMethod()), request.getRequestURI(), request.getRequestURI());
    }
}
