package dev.florin.platform;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;

/**
 * The letters of Hindi, which change their form and place by what stands beside them. PDFBox knows the simpler ones of
 * these rules alone, and measures none: so words are shaped here, by what the JDK has for it, and given to the renderer as
 * the numbers of their glyphs, written as characters of the Private Use Area that the font has for this purpose.
 */
final class Devanagari {

    static final String FAMILY = "Noto Sans Devanagari";

    private static final Logger log = LoggerFactory.getLogger(Devanagari.class);
    private static final Pattern WORD = Pattern.compile("[\\x{900}-\\x{97F}\\x{200C}\\x{200D}]+");
    private static final char FIRST_GLYPH = '\uE000';

    private static final byte[] FILE = read();
    private static final @Nullable Font FONT = load();

    private final Map<String, String> words = new HashMap<>();

    /** The font for the renderer, which is to show the glyphs that it is given as they are. */
    static byte[] file() {
        return FONT == null ? FILE : withoutSubstitutions();
    }

    /** The text with every word of these letters as its glyphs, from left to right. */
    String shape(String text) {
        return FONT == null
                ? text
                : WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(glyphs(word.group())));
    }

    /** What {@link #shape} has made glyphs of; null if this is not one of its words. */
    @Nullable
    String word(String glyphs) {
        return words.get(glyphs);
    }

    /** The character that stands for a glyph. */
    static char character(int glyph) {
        return (char) (FIRST_GLYPH + glyph);
    }

    private String glyphs(String word) {
        char[] letters = word.toCharArray();
        GlyphVector shaped = Objects.requireNonNull(FONT)
                .layoutGlyphVector(
                        new FontRenderContext(null, true, true), letters, 0, letters.length, Font.LAYOUT_LEFT_TO_RIGHT);
        var glyphs = new StringBuilder();
        for (int i = 0; i < shaped.getNumGlyphs(); i++) {
            int glyph = shaped.getGlyphCode(i);
            if (glyph < 0xFFFE) { // those that the JDK has for "nothing to be seen"
                glyphs.append(character(glyph));
            }
        }
        words.put(glyphs.toString(), word);
        return glyphs.toString();
    }

    private static byte[] read() {
        try {
            return new ClassPathResource("checkout/fonts/NotoSansDevanagari.ttf").getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Java needs libraries of the system for fonts, which a bare container may lack. A receipt is better than none. */
    private static @Nullable Font load() {
        try {
            return Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(FILE));
        } catch (FontFormatException | IOException | RuntimeException | LinkageError | InternalError e) {
            log.warn("Some letters of Hindi will look odd in PDF, as this Java cannot load fonts: {}", e.toString());
            return null;
        }
    }

    /** PDFBox would apply the font's substitutions (GSUB) to what is substituted already. */
    private static byte[] withoutSubstitutions() {
        byte[] file = FILE.clone();
        byte[] name = "GSUB".getBytes(StandardCharsets.US_ASCII);
        int tables = (file[4] & 0xFF) << 8 | file[5] & 0xFF;
        for (int table = 0; table < tables; table++) {
            int entry = 12 + 16 * table;
            if (Arrays.equals(file, entry, entry + 4, name, 0, 4)) {
                file[entry] = 'X'; // a table that nobody knows
            }
        }
        return file;
    }
}
