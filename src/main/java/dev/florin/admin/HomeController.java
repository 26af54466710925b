package dev.florin.admin;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

@Controller
class HomeController {

    private final Lights lights;

    HomeController(Lights lights) {
        this.lights = lights;
    }

    @GetMapping("/admin")
    String show(Model model) {
        model.addAttribute("lights", lights.all());
        return "admin/home";
    }
}
