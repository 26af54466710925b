package dev.florin.platform;

import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.contentstream.operator.Operator;
import org.apache.pdfbox.contentstream.operator.OperatorName;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdfwriter.ContentStreamWriter;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.jspecify.annotations.Nullable;

/**
 * A page as PDF, tagged for screen readers (PDF/UA), in Latin, Greek, Cyrillic and Devanagari letters. Words of the last
 * carry what they say beside their glyphs, so that they can be read aloud, searched and copied.
 */
public final class Pdf {

    private static final String LATIN = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final COSName SAYS = COSName.getPDFName("ActualText");
    private static final COSName SPAN = COSName.getPDFName("Span");

    static {
        XRLog.setLoggingEnabled(false);
    }

    private final Devanagari letters = new Devanagari();

    private Pdf() {}

    /** @param html well-formed, with its text in UTF-8 and without anything from elsewhere */
    public static byte[] of(String html) throws IOException {
        return new Pdf().render(html);
    }

    private byte[] render(String html) throws IOException {
        int body = html.indexOf("<body"); // what is before is for programs
        var builder = new PdfRendererBuilder()
                .useFastMode()
                .usePdfUaAccessibility(true)
                .useFont(Pdf::latin, "Liberation Sans")
                .useFont(() -> new ByteArrayInputStream(Devanagari.file()), Devanagari.FAMILY)
                .useExternalResourceAccessControl(
                        (_, _) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .withHtmlContent(html.substring(0, body) + letters.shape(html.substring(body)), null)
                .toStream(OutputStream.nullOutputStream());
        var pdf = new ByteArrayOutputStream();
        try (var renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            try (PDDocument document = renderer.getPdfDocument()) {
                for (PDPage page : document.getPages()) {
                    speak(document, page);
                }
                document.save(pdf);
            }
        }
        return pdf.toByteArray();
    }

    /** Puts around every word that was shaped what it says. */
    private void speak(PDDocument document, PDPage page) throws IOException {
        List<Object> said = new ArrayList<>();
        boolean ours = false;
        for (Object token : new PDFStreamParser(page).parse()) {
            String operator = token instanceof Operator it ? it.getName() : "";
            if (operator.equals(OperatorName.SET_FONT_AND_SIZE)) {
                ours = isDevanagari(page, said.get(said.size() - 2));
            }
            String word = ours && operator.equals(OperatorName.SHOW_TEXT) ? word(said.getLast()) : null;
            if (word == null) {
                said.add(token);
            } else {
                Object glyphs = said.removeLast();
                var properties = new COSDictionary();
                properties.setItem(SAYS, new COSString(word));
                said.addAll(List.of(
                        SPAN,
                        properties,
                        Operator.getOperator(OperatorName.BEGIN_MARKED_CONTENT_SEQ),
                        glyphs,
                        token,
                        Operator.getOperator(OperatorName.END_MARKED_CONTENT)));
            }
        }
        var stream = new PDStream(document);
        try (OutputStream out = stream.createOutputStream(COSName.FLATE_DECODE)) {
            new ContentStreamWriter(out).writeTokens(said);
        }
        page.setContents(stream);
    }

    private static boolean isDevanagari(PDPage page, Object font) throws IOException {
        return font instanceof COSName name
                && page.getResources().getFont(name).getName().contains("NotoSansDevanagari");
    }

    private @Nullable String word(Object shown) {
        if (!(shown instanceof COSString string)) {
            return null;
        }
        byte[] bytes = string.getBytes();
        var glyphs = new StringBuilder();
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            glyphs.append(Devanagari.character((bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF));
        }
        return letters.word(glyphs.toString());
    }

    private static InputStream latin() {
        return Objects.requireNonNull(PdfRendererBuilder.class.getResourceAsStream(LATIN));
    }
}
