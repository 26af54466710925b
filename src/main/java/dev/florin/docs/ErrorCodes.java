package dev.florin.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/**
 * Every code that the API answers with, from {@code docs/errors.md}: a group is a heading and a paragraph, a code is a
 * heading with the code and its status, a paragraph that tells what it means, and one that tells how to mend it. A test
 * holds the file to the codes in the sources, both ways.
 */
public final class ErrorCodes {

    private static final Pattern TITLE = Pattern.compile("([a-z]+(?:_[a-z]+)*)(?: ([45][0-9]{2}))?");

    private final List<Group> groups;

    /** @param intro HTML */
    public record Group(String title, String intro, List<ErrorCode> codes) {

        /** Where it is on the page. */
        public String anchor() {
            return dev.florin.docs.Heading.anchor(title);
        }
    }

    private ErrorCodes(List<Group> groups) {
        this.groups = groups;
    }

    /** @throws IllegalArgumentException if the file has another form */
    static ErrorCodes read(Markdown markdown, String text) {
        List<Group> groups = new ArrayList<>();
        for (Node node = markdown.parse(text).getFirstChild(); node != null; node = node.getNext()) {
            if (!(node instanceof Heading heading)) {
                continue; // read with the heading above it
            }
            if (heading.getLevel() == 2) {
                Node intro = heading.getNext();
                groups.add(new Group(
                        Markdown.text(heading),
                        intro instanceof Paragraph ? markdown.inline(intro) : "",
                        new ArrayList<>()));
            } else if (heading.getLevel() == 3) {
                groups.getLast().codes().add(code(markdown, heading));
            }
        }
        return new ErrorCodes(List.copyOf(groups));
    }

    private static ErrorCode code(Markdown markdown, Heading heading) {
        Matcher title = TITLE.matcher(Markdown.text(heading));
        Node meaning = heading.getNext();
        Node remedy = meaning == null ? null : meaning.getNext();
        if (!title.matches() || !(meaning instanceof Paragraph) || !(remedy instanceof Paragraph)) {
            throw new IllegalArgumentException("docs/errors.md: '%s' wants a code, perhaps a status, and two paragraphs"
                    .formatted(Markdown.text(heading)));
        }
        @Nullable String status = title.group(2);
        return new ErrorCode(
                title.group(1),
                status == null ? null : Integer.valueOf(status),
                markdown.inline(meaning),
                markdown.inline(remedy));
    }

    public List<Group> groups() {
        return groups;
    }

    Optional<ErrorCode> find(String code) {
        return all().filter(known -> known.code().equals(code)).findFirst();
    }

    Group group(ErrorCode code) {
        return groups.stream()
                .filter(group -> group.codes().contains(code))
                .findFirst()
                .orElseThrow();
    }

    Stream<ErrorCode> all() {
        return groups.stream().flatMap(group -> group.codes().stream());
    }
}
