package dev.florin.admin;

import dev.florin.kernel.Rejection;
import java.util.function.Supplier;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Tells on the next page what became of what a form asked for. */
final class Done {

    private Done() {}

    /** @param deed what is done; it answers what to say of it */
    static void say(RedirectAttributes next, Supplier<String> deed) {
        try {
            next.addFlashAttribute("flash", deed.get());
        } catch (Rejection e) {
            next.addFlashAttribute("fault", e.reason());
        }
    }

    /** {@code 1 job}, {@code 2 jobs} */
    static String count(long number, String what) {
        return number == 1 ? "1 " + what : "%,d %ss".formatted(number, what);
    }
}
