package dev.florin.checkout;

import dev.florin.orders.OrderId;
import dev.florin.platform.Pdf;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

/** Receipts as PDF, in the reader's language where its letters can be written, and in English elsewhere. */
@Controller
class ReceiptsController {

    private static final Locale ENGLISH = Locale.forLanguageTag("en-IN");

    /** Those of which {@link Pdf} has the letters. */
    private static final Set<String> WRITTEN = Set.of("en", "hi");

    private final Checkouts checkouts;
    private final CheckoutPages pages;
    private final SpringTemplateEngine templates;

    ReceiptsController(Checkouts checkouts, CheckoutPages pages, SpringTemplateEngine templates) {
        this.checkouts = checkouts;
        this.pages = pages;
        this.templates = templates;
    }

    @GetMapping("/checkout/{order}/receipt.pdf")
    ResponseEntity<byte[]> receipt(@PathVariable String order, Locale reader) throws IOException {
        Checkout checkout = checkouts.find(OrderId.of(order));
        if (checkout.state() != CheckoutState.COMPLETED) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header(HttpHeaders.LOCATION, "/checkout/" + order)
                    .build();
        }
        Locale locale = WRITTEN.contains(reader.getLanguage()) ? reader : ENGLISH;
        CheckoutPage page = pages.receipt(checkout, locale);
        var file = ContentDisposition.attachment()
                .filename("receipt-%s.pdf".formatted(page.paymentId()))
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
                .body(Pdf.of(templates.process("checkout/receipt-pdf", new Context(locale, Map.of("page", page)))));
    }
}
