package dev.florin.checkout;

import dev.florin.merchants.Logo;
import dev.florin.merchants.MerchantProfile;
import dev.florin.merchants.Profiles;
import dev.florin.orders.OrderId;
import dev.florin.orders.Orders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** A merchant's colour and logo, from our own origin; their URLs change with them. */
@Controller
@RequestMapping("/checkout/{order}")
class BrandingController {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Orders orders;
    private final Profiles profiles;

    BrandingController(Orders orders, Profiles profiles) {
        this.orders = orders;
        this.profiles = profiles;
    }

    @GetMapping("/brand.css")
    ResponseEntity<byte[]> stylesheet(@PathVariable String order) {
        return answer(
                "text/css;charset=utf-8", Branding.stylesheet(merchant(order)).getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/logo")
    ResponseEntity<byte[]> logo(@PathVariable String order) {
        Logo logo = merchant(order).logo();
        return logo == null ? ResponseEntity.notFound().build() : answer(logo.type(), logo.bytes());
    }

    private MerchantProfile merchant(String order) {
        return profiles.find(orders.ownerOf(OrderId.of(order)));
    }

    private static ResponseEntity<byte[]> answer(String type, byte[] content) {
        return ResponseEntity.ok()
                .cacheControl(FOR_EVER)
                .contentType(MediaType.parseMediaType(type))
                .body(content);
    }
}
