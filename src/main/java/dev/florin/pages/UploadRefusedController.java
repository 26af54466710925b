package dev.florin.pages;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Says that a file was too large, in place of the page that would have taken it. */
@Controller
class UploadRefusedController {

    @RequestMapping(UploadLimit.PAGE)
    @ResponseStatus(HttpStatus.CONTENT_TOO_LARGE)
    String refused(Model model, HttpServletRequest request) {
        UploadBound bound = UploadLimit.broken(request);
        String what = bound == null ? "" : bound.what() + " ";
        model.addAttribute("status", HttpStatus.CONTENT_TOO_LARGE.value());
        model.addAttribute("title", "That file is too large");
        model.addAttribute("text", what + "Nothing was changed. Go back in your browser, and choose a smaller one.");
        model.addAttribute("base", Modes.isTest(request) ? Modes.TEST : Modes.LIVE);
        return "pages/trouble";
    }
}
