package dev.florin.portal;

import org.jspecify.annotations.Nullable;

/** JSON as people read it; what is cut off or is none is indented as far as it goes. */
public final class Indented {

    private Indented() {}

    public static @Nullable String of(@Nullable String json) {
        if (json == null) {
            return null;
        }
        var text = new StringBuilder(json.length() * 2);
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (quoted) {
                text.append(c);
                if (c == '\\' && i + 1 < json.length()) {
                    text.append(json.charAt(++i));
                } else if (c == '"') {
                    quoted = false;
                }
                continue;
            }
            switch (c) {
                case '"' -> {
                    quoted = true;
                    text.append(c);
                }
                case '{', '[' -> {
                    boolean empty = i + 1 < json.length() && json.charAt(i + 1) == c + 2;
                    text.append(c);
                    if (empty) {
                        text.append(json.charAt(++i));
                    } else {
                        line(text, ++depth);
                    }
                }
                case '}', ']' -> {
                    depth = Math.max(0, depth - 1);
                    line(text, depth).append(c);
                }
                case ',' -> line(text.append(c), depth);
                case ':' -> text.append(": ");
                case '…' -> {
                    text.append(json, i, json.length()); // what follows is said by us
                    return text.toString();
                }
                default -> text.append(c);
            }
        }
        return text.toString();
    }

    private static StringBuilder line(StringBuilder text, int depth) {
        return text.append('\n').repeat("  ", depth);
    }
}
