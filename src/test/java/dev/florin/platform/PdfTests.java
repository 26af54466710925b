package dev.florin.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdfparser.PDFStreamParser;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PdfTests {

    @Test
    void everyWordOfHindiSaysWhatItIs() throws IOException {
        try (PDDocument pdf = pdf("दार्जिलिंग चाय, 250 g × 2 – कर्त्तव्य, क्षेत्र")) {
            assertThat(said(pdf)).containsExactly("दार्जिलिंग", "चाय", "कर्त्तव्य", "क्षेत्र");
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("रसीद");
        }
    }

    @Test
    void lettersAreJoinedAndSetInTheOrderInWhichTheyAreWritten() {
        var letters = new Devanagari();
        assertThat(letters.shape("क्ष")).as("a ligature").hasSize(1);
        String before = letters.shape("कि");
        assertThat(before).as("a vowel that is written first").hasSize(2).endsWith(letters.shape("क"));
        assertThat(letters.shape("र्जि").substring(1))
                .as("vowel, letter, and the sign for r above it")
                .startsWith(letters.shape("ज"));
        assertThat(letters.word(before)).isEqualTo("कि");
        assertThat(letters.shape("Tea, ₹250")).isEqualTo("Tea, ₹250");
    }

    @Test
    void signsOfCurrenciesAreThere() throws IOException {
        String amounts = "₹1,23,456.78 €1.00 £1.00 ¥100 ₩100 ₫100 ₪1.00 ₱1.00";
        try (PDDocument pdf = pdf(amounts)) {
            assertThat(new PDFTextStripper().getText(pdf)).contains(amounts); // a sign that is not there would be a #
        }
    }

    @Test
    void whatIsNoWordOfOursStaysAsItIs() throws IOException {
        try (PDDocument pdf = pdf("Tea &amp; &lt;Cups&gt;")) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("Tea & <Cups>");
            assertThat(said(pdf)).isEmpty();
        }
    }

    private static PDDocument pdf(String text) throws IOException {
        return Loader.loadPDF(Pdf.of("""
                <html lang="hi"><head><title>रसीद</title><meta name="subject" content="रसीद"/>
                <style>body { font-family: 'Liberation Sans', 'Noto Sans Devanagari' }</style></head>
                <body><p>%s</p></body></html>""".formatted(text)));
    }

    /** What the words of the first page say that are shown as glyphs. */
    private static List<String> said(PDDocument pdf) throws IOException {
        List<String> said = new ArrayList<>();
        for (Object token : new PDFStreamParser(pdf.getPage(0)).parse()) {
            if (token instanceof COSDictionary properties && properties.containsKey(COSName.getPDFName("ActualText"))) {
                said.add(properties.getString("ActualText"));
            }
        }
        return said;
    }
}
