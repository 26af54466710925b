package dev.florin.portal.payments;

import dev.florin.members.Permission;
import dev.florin.pages.Requires;
import dev.florin.pages.Visitor;
import dev.florin.payments.PaymentId;
import dev.florin.payments.Payments.Since;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells an open list of payments that there are newer ones. */
@Controller
class ArrivalsController {

    private final Watchers watchers;

    ArrivalsController(Watchers watchers) {
        this.watchers = watchers;
    }

    /** 204 where there are enough who watch: then the browser does not come again. */
    @GetMapping("/dashboard/payments/arrivals")
    @Requires(Permission.VIEW_PAYMENTS)
    ResponseEntity<SseEmitter> arrivals(Visitor visitor, @RequestParam String since) {
        return watchers.watch(new Since(visitor.tenant(), PaymentId.of(since).value()))
                .map(emitter -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .header("X-Accel-Buffering", "no")
                        .body(emitter))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.NO_CONTENT).build());
    }
}
