package dev.florin.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/** Blocks of code that say the same in several languages; or a single one. */
final class Samples extends CustomBlock {

    private static final Map<String, String> TITLES =
            Map.of("json", "Answer", "text", "Prints", "html", "HTML", "js", "JavaScript", "bash", "Shell");

    private final String heading;

    Samples(String heading) {
        this.heading = heading;
    }

    /** Whether a block is one more language of the same. */
    boolean takes(FencedCodeBlock block) {
        return language(block).isPresent()
                && blocks().stream()
                        .allMatch(other ->
                                language(other).isPresent() && !language(other).equals(language(block)));
    }

    private List<FencedCodeBlock> blocks() {
        List<FencedCodeBlock> blocks = new ArrayList<>();
        for (Node node = getFirstChild(); node != null; node = node.getNext()) {
            blocks.add((FencedCodeBlock) node);
        }
        return blocks;
    }

    /** What is written behind the backticks, in words: first the language. */
    static List<String> info(FencedCodeBlock block) {
        return List.of(
                block.getInfo() == null
                        ? new String[] {""}
                        : block.getInfo().strip().split(" +"));
    }

    private static Optional<SampleLanguage> language(FencedCodeBlock block) {
        return SampleLanguage.of(info(block).getFirst());
    }

    record Renderer(HtmlNodeRendererContext context, SampleLanguage chosen) implements NodeRenderer {

        @Override
        public Set<Class<? extends Node>> getNodeTypes() {
            return Set.of(Samples.class);
        }

        @Override
        public void render(Node node) {
            var samples = (Samples) node;
            List<FencedCodeBlock> blocks = samples.blocks();
            boolean choice = blocks.size() > 1;
            FencedCodeBlock seen = blocks.stream()
                    .filter(block -> language(block).filter(chosen::equals).isPresent())
                    .findFirst()
                    .orElse(blocks.getFirst());
            HtmlWriter html = context.getWriter();
            html.line();
            html.tag("div", Map.of("class", "docs-code"));
            html.tag("div", Map.of("class", "docs-code-head"));
            if (choice) {
                blocks.forEach(block -> choose(html, language(block).orElseThrow(), block == seen));
            } else {
                html.tag("span");
                html.text(title(blocks.getFirst()));
                html.tag("/span");
            }
            html.tag("/div");
            blocks.forEach(block -> panel(html, block, block == seen, samples.heading));
            html.tag("/div");
            html.line();
        }

        private static void choose(HtmlWriter html, SampleLanguage language, boolean current) {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("href", "?lang=" + language.wire());
            attributes.put("data-language", language.wire());
            if (current) {
                attributes.put("aria-current", "true");
            }
            html.tag("a", attributes);
            html.text(language.title());
            html.tag("/a");
        }

        private static void panel(HtmlWriter html, FencedCodeBlock block, boolean seen, String heading) {
            String language = info(block).getFirst();
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("class", "docs-panel");
            attributes.put("data-language", language);
            if (!seen) {
                attributes.put("hidden", "hidden");
            }
            html.tag("div", attributes);
            html.tag("pre", Map.of("tabindex", "0", "role", "group", "aria-label", title(block) + ": " + heading));
            html.tag("code");
            html.raw(Highlight.html(language, block.getLiteral().stripTrailing()));
            html.tag("/code");
            html.tag("/pre");
            html.tag("/div");
        }

        private static String title(FencedCodeBlock block) {
            String words = String.join(
                    " ",
                    info(block).stream()
                            .skip(1)
                            .filter(word -> !word.contains("=") && !word.contains(":"))
                            .toList());
            String language = info(block).getFirst();
            return words.isEmpty() ? TITLES.getOrDefault(language, language) : words;
        }
    }
}
