package dev.florin.checkout;

import dev.florin.orders.OrderId;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells a page when there is something new to show, for as long as an attempt is under way. */
@Controller
class NewsController {

    private final Checkouts checkouts;
    private final Viewers viewers;

    NewsController(Checkouts checkouts, Viewers viewers) {
        this.checkouts = checkouts;
        this.viewers = viewers;
    }

    /** 503 where there are enough viewers already: then the page asks every now and then. */
    @GetMapping("/checkout/{order}/events")
    ResponseEntity<SseEmitter> events(@PathVariable String order) {
        return viewers.watch(checkouts.find(OrderId.of(order)), checkouts)
                .map(emitter -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .header("X-Accel-Buffering", "no")
                        .body(emitter))
                .orElseGet(() ->
                        ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build());
    }
}
