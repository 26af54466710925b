package dev.florin.checkout;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import dev.florin.merchants.Merchants;
import dev.florin.merchants.Profiles;
import dev.florin.orders.OrderId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

/**
 * Receipts as PDF, tagged for screen readers (PDF/UA). In English: the font that comes with PDFBox has Latin, Greek and
 * Cyrillic letters and the rupee sign, and nothing of the renderer shapes others.
 */
@Controller
class ReceiptsController {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final Locale ENGLISH = Locale.forLanguageTag("en-IN");

    static {
        XRLog.setLoggingEnabled(false);
    }

    private final Checkouts checkouts;
    private final Profiles profiles;
    private final Merchants merchants;
    private final SpringTemplateEngine templates;
    private final InstantSource clock;

    ReceiptsController(
            Checkouts checkouts,
            Profiles profiles,
            Merchants merchants,
            SpringTemplateEngine templates,
            InstantSource clock) {
        this.checkouts = checkouts;
        this.profiles = profiles;
        this.merchants = merchants;
        this.templates = templates;
        this.clock = clock;
    }

    @GetMapping("/checkout/{order}/receipt.pdf")
    ResponseEntity<byte[]> receipt(@PathVariable String order) throws IOException {
        Checkout checkout = checkouts.find(OrderId.of(order));
        if (checkout.state() != CheckoutState.COMPLETED) {
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header(HttpHeaders.LOCATION, "/checkout/" + order)
                    .build();
        }
        var tenant = checkout.order().tenant();
        var page = new CheckoutPage(
                checkout,
                profiles.find(tenant),
                merchants.find(tenant.merchant()).map(it -> it.timezone()).orElse(ZoneOffset.UTC),
                new Visit(null, null, null),
                ENGLISH,
                false,
                CheckoutPage.Form.NEW,
                Map.of(),
                null,
                clock.instant());
        var file = ContentDisposition.attachment()
                .filename("receipt-%s.pdf".formatted(page.paymentId()))
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, file.toString())
                .body(pdf(templates.process("checkout/receipt-pdf", new Context(ENGLISH, Map.of("page", page)))));
    }

    private static byte[] pdf(String html) throws IOException {
        var pdf = new ByteArrayOutputStream();
        new PdfRendererBuilder()
                .useFastMode()
                .usePdfUaAccessibility(true)
                .useFont(ReceiptsController::font, "Liberation Sans")
                .useExternalResourceAccessControl(
                        (_, _) -> false,
                        com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .withHtmlContent(html, null)
                .toStream(pdf)
                .run();
        return pdf.toByteArray();
    }

    private static InputStream font() {
        return Objects.requireNonNull(PdfRendererBuilder.class.getResourceAsStream(FONT));
    }
}
