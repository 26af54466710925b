package dev.florin.admin;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class HomeController {

    @GetMapping("/admin")
    String show() {
        return "admin/home";
    }
}
