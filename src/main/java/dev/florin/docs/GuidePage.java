package dev.florin.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;

/**
 * A page of the guide, from {@code docs/guide/<name>.md}: a title, a first sentence that says what it is about, and
 * sections.
 */
final class GuidePage {

    private final Markdown markdown;
    private final Node document;
    private final String name;
    private final String title;
    private final String lead;
    private final String about;
    private final List<Heading> headings = new ArrayList<>();
    private final List<Search.Entry> entries = new ArrayList<>();
    private final Map<SampleLanguage, String> rendered = new ConcurrentHashMap<>();

    /** @throws IllegalArgumentException if the text has another form */
    GuidePage(Markdown markdown, String name, String text) {
        this.markdown = markdown;
        this.name = name;
        this.document = markdown.parse(text);
        if (!(document.getFirstChild() instanceof org.commonmark.node.Heading first)
                || first.getLevel() != 1
                || !(first.getNext() instanceof Paragraph opening)) {
            throw new IllegalArgumentException(
                    "docs/guide/%s.md has to begin with a title and a sentence".formatted(name));
        }
        this.title = Markdown.text(first);
        this.lead = markdown.inline(opening);
        this.about = Markdown.text(opening);
        index();
        first.unlink();
        opening.unlink();
        Markdown.arrange(document);
    }

    private void index() {
        String section = title;
        String anchor = "";
        var text = new StringBuilder(about).append(' ');
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof org.commonmark.node.Heading heading && heading.getLevel() > 1) {
                entries.add(new Search.Entry(section, title, name + anchor, text.toString(), anchor.isEmpty() ? 3 : 2));
                section = Markdown.text(heading);
                anchor = "#" + Heading.anchor(section);
                headings.add(new Heading(heading.getLevel(), Heading.anchor(section), section));
                text.setLength(0);
            } else if (!(node instanceof org.commonmark.node.Heading)
                    && node.getPrevious() != document.getFirstChild()) {
                text.append(Markdown.text(node)).append(' ');
            }
        }
        entries.add(new Search.Entry(section, title, name + anchor, text.toString(), anchor.isEmpty() ? 3 : 2));
    }

    String title() {
        return title;
    }

    /** The first sentence, as HTML. */
    String lead() {
        return lead;
    }

    /** The same, as it is read. */
    String about() {
        return about;
    }

    List<Heading> headings() {
        return headings;
    }

    List<Search.Entry> entries() {
        return entries;
    }

    String html(SampleLanguage language) {
        return rendered.computeIfAbsent(language, chosen -> markdown.html(document, chosen));
    }
}
