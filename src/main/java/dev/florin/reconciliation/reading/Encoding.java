package dev.florin.reconciliation.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** In which characters a file is written: by its mark, else UTF-8 if all of it is that, else what old banks use. */
final class Encoding {

    private static final int AT_ONCE = 64 * 1024;

    private Encoding() {}

    /** @throws Unreadable if it is no text */
    static Charset of(byte[] beginning, InputStream whole) throws IOException {
        if (starts(beginning, 0xFE, 0xFF)) {
            return StandardCharsets.UTF_16BE;
        }
        if (starts(beginning, 0xFF, 0xFE)) {
            return StandardCharsets.UTF_16LE;
        }
        if (starts(beginning, 'P', 'K') || starts(beginning, 0x1F, 0x8B) || starts(beginning, 0x37, 0x7A)) {
            throw new Unreadable("statement_compressed", "This file is compressed. Unpack it, and send what is in it.");
        }
        for (byte one : beginning) {
            if (one == 0) {
                throw new Unreadable(
                        "statement_encoding_unknown",
                        "This file is no text. Save it as UTF-8, ISO-8859-1, or UTF-16 with a byte order mark.");
            }
        }
        return isUtf8(whole) ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    }

    private static boolean starts(byte[] bytes, int first, int second) {
        return bytes.length > 1 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }

    private static boolean isUtf8(InputStream whole) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(AT_ONCE);
        CharBuffer chars = CharBuffer.allocate(AT_ONCE);
        while (true) {
            int read = whole.read(bytes.array(), bytes.position(), bytes.remaining());
            bytes.position(bytes.position() + Math.max(0, read)).flip();
            CoderResult result = decoder.decode(bytes, chars.clear(), read < 0);
            if (result.isError()) {
                return false;
            }
            if (read < 0) {
                return true;
            }
            bytes.compact();
        }
    }
}
