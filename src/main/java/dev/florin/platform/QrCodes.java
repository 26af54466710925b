package dev.florin.platform;

import io.nayuki.qrcodegen.QrCode;

/**
 * Texts as QR codes, drawn on the server, so that a page needs neither a script nor a request for them, and a secret in
 * one goes nowhere else.
 */
public final class QrCodes {

    /** As ISO/IEC 18004 asks for. */
    private static final int QUIET = 4;

    private QrCodes() {}

    /**
     * The modules' outline, for an SVG path.
     *
     * @param size of a side, the quiet zone included, in units of one module
     */
    public record Drawing(int size, String path) {}

    /** With error correction of level M. */
    public static Drawing draw(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                int from = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                if (x > from) {
                    path.append("M%d %dh%dv1h-%dz".formatted(from + QUIET, y + QUIET, x - from, x - from));
                }
            }
        }
        return new Drawing(code.size + 2 * QUIET, path.toString());
    }
}
