package dev.florin.docs;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page as its template wants it, filled for one reader.
 *
 * @param path behind {@code /docs/}; empty for the first page
 * @param lead one sentence that says what the page is about, as HTML; may be empty
 * @param toc the places on it
 * @param nav all pages there are
 */
public record DocsPage(
        String title,
        String path,
        String lead,
        Content content,
        List<Heading> toc,
        List<Section> nav,
        @Nullable Link previous,
        @Nullable Link next,
        Reader reader) {

    /** What stands between the title and the way on. */
    public sealed interface Content {

        /** The name of the fragment that shows it. */
        String fragment();
    }

    /** @param html of our own making: rendered from a file of this repository */
    public record Text(String html) implements Content {
        @Override
        public String fragment() {
            return "text";
        }
    }

    public record Home() implements Content {
        @Override
        public String fragment() {
            return "home";
        }
    }

    public record Errors(List<ErrorCodes.Group> groups) implements Content {
        @Override
        public String fragment() {
            return "errors";
        }
    }

    public record Code(ErrorCode code, String group, String document) implements Content {
        @Override
        public String fragment() {
            return "error";
        }
    }

    public record Operations(List<ApiGroup> groups, String query) implements Content {
        @Override
        public String fragment() {
            return "operations";
        }
    }

    public record Operation(ApiGroup group) implements Content {
        @Override
        public String fragment() {
            return "group";
        }
    }

    public record Found(String query, List<Search.Hit> hits) implements Content {
        @Override
        public String fragment() {
            return "found";
        }
    }

    public record Missing() implements Content {
        @Override
        public String fragment() {
            return "missing";
        }
    }

    /**
     * @param path behind {@code /docs/}
     * @param about one sentence; may be empty
     */
    public record Link(String title, String path, String about) {}

    public record Section(String title, List<Link> links) {}

    /** Where another page is for this reader. */
    public String url(String other) {
        return other.isEmpty() ? reader.base() : reader.base() + "/" + other;
    }

    /** Whether the way to a page leads through this link. */
    public boolean isUnder(Link link) {
        return path.equals(link.path()) || (!link.path().isEmpty() && path.startsWith(link.path() + "/"));
    }

    /** A text of the reference with what is this reader's. */
    public String fill(String html) {
        return reader.text(html);
    }
}
