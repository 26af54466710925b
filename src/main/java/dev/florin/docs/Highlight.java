package dev.florin.docs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** Colours for code: comments, texts, numbers and the words that a language keeps for itself. */
final class Highlight {

    private static final Pattern PARTS = Pattern.compile("""
            (?<comment>(?m:(?<![:\\w"'])//.*$)|(?s:/\\*.*?\\*/)|(?m:(?<=^|\\s)#(?!!).*$))\
            |(?<text>"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'|`(?:[^`\\\\]|\\\\.)*`)\
            |(?<word>\\b(?:async|await|const|def|else|export|false|final|for|foreach|from|function|if|import|in|let|new|None\
            |not|null|private|public|raise|record|return|static|throw|throws|true|True|False|var|void|while|curl|echo|print\
            |<\\?php)\\b)\
            |(?<number>\\b[0-9][0-9_]*\\b)""");

    private Highlight() {}

    /** Escaped, with spans around what stands out. */
    static String html(String language, String code) {
        if (language.equals("text") || language.isEmpty()) {
            return escaped(code);
        }
        var html = new StringBuilder();
        Matcher part = PARTS.matcher(code);
        int end = 0;
        while (part.find()) {
            html.append(escaped(code.substring(end, part.start())));
            String kind = part.group("comment") != null
                    ? "c"
                    : part.group("text") != null ? "s" : part.group("word") != null ? "k" : "n";
            if (language.equals("bash")
                    && (kind.equals("n") || (kind.equals("k") && !part.group().equals("curl")))) {
                html.append(escaped(part.group())); // addresses are full of words and numbers
                end = part.end();
                continue;
            }
            html.append("<span class=\"docs-").append(kind).append("\">");
            html.append(escaped(part.group())).append("</span>");
            end = part.end();
        }
        return html.append(escaped(code.substring(end))).toString();
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
