package dev.florin.portal.security;

import io.nayuki.qrcodegen.QrCode;

/** Texts as QR codes, drawn on the server, so that the secret in them goes nowhere else. */
final class QrCodes {

    /** As ISO/IEC 18004 asks for. */
    private static final int QUIET = 4;

    private QrCodes() {}

    /** The modules' outline, in units of one module, for an SVG path. */
    record Drawing(int size, String path) {}

    static Drawing draw(String text) {
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
