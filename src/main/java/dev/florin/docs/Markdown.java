package dev.florin.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * CommonMark with tables, and strict: no HTML, and links to other pages as a host of repositories knows them, {@code
 * webhooks.md#verify}. Samples of different languages that follow each other become one with a choice.
 */
final class Markdown {

    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final HtmlRenderer INLINE = HtmlRenderer.builder()
            .escapeHtml(true)
            .attributeProviderFactory(_ -> new Attributes())
            .omitSingleParagraphP(true)
            .build();

    /** @throws IllegalArgumentException if there is HTML in it */
    Node parse(String text) {
        Node document = PARSER.parse(text);
        document.accept(new NoHtml());
        return document;
    }

    /** A page's HTML, with the samples of one language in sight. */
    String html(Node document, SampleLanguage language) {
        String html = HtmlRenderer.builder()
                .escapeHtml(true)
                .extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(_ -> new Attributes())
                .nodeRendererFactory(context -> new Samples.Renderer(context, language))
                .nodeRendererFactory(Frame.Renderer::new)
                .build()
                .render(document);
        // A head without words is none
        return html.replace("<th></th>", "<td></td>")
                .replaceAll("<thead>\\s*<tr>\\s*(<td></td>\\s*)+</tr>\\s*</thead>", "");
    }

    /** The HTML of what is in a paragraph, without the paragraph. */
    String inline(Node paragraph) {
        var html = new StringBuilder();
        for (Node child = paragraph.getFirstChild(); child != null; child = child.getNext()) {
            html.append(INLINE.render(child));
        }
        return html.toString();
    }

    /** The HTML of a sentence or two. */
    String inline(String text) {
        return INLINE.render(parse(text));
    }

    /** Takes samples together, and puts tables into frames that scroll. */
    static void arrange(Node document) {
        List<Node> children = new ArrayList<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            children.add(node);
        }
        String heading = "";
        Samples samples = null;
        for (Node node : children) {
            if (node instanceof Heading found) {
                heading = text(found);
            }
            if (node instanceof FencedCodeBlock block) {
                if (samples == null || !samples.takes(block)) {
                    samples = new Samples(heading);
                    block.insertBefore(samples);
                }
                samples.appendChild(block);
            } else {
                samples = null;
            }
            if (node instanceof TableBlock table) {
                var frame = new Frame(heading);
                table.insertBefore(frame);
                frame.appendChild(table);
            }
        }
    }

    /** What there is to read. */
    static String text(Node node) {
        var text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak part) {
                text.append(' ');
            }

            @Override
            protected void visitChildren(Node parent) {
                super.visitChildren(parent);
                if (parent instanceof Block && !(parent instanceof BulletList)) {
                    text.append(' ');
                }
            }
        });
        return text.toString().strip();
    }

    /** A table with a name, in a frame that can be scrolled by keyboard too. */
    static final class Frame extends CustomBlock {

        private final String name;

        Frame(String name) {
            this.name = name;
        }

        record Renderer(org.commonmark.renderer.html.HtmlNodeRendererContext context)
                implements org.commonmark.renderer.NodeRenderer {
            @Override
            public Set<Class<? extends Node>> getNodeTypes() {
                return Set.of(Frame.class);
            }

            @Override
            public void render(Node node) {
                var html = context.getWriter();
                html.tag(
                        "div",
                        Map.of(
                                "class",
                                "docs-frame",
                                "tabindex",
                                "0",
                                "role",
                                "group",
                                "aria-label",
                                ((Frame) node).name));
                context.render(node.getFirstChild());
                html.tag("/div");
            }
        }
    }

    private static final class Attributes implements AttributeProvider {
        @Override
        public void setAttributes(Node node, String tag, Map<String, String> attributes) {
            if (node instanceof Heading heading) {
                attributes.put("id", dev.florin.docs.Heading.anchor(text(heading)));
            } else if (node instanceof Link link && link.getDestination().matches("[a-z_/-]+\\.md(#.*)?")) {
                attributes.put("href", "/docs/" + link.getDestination().replaceFirst("\\.md", ""));
            }
        }
    }

    private static final class NoHtml extends AbstractVisitor {
        @Override
        public void visit(HtmlBlock html) {
            throw new IllegalArgumentException("There is HTML in a text: " + html.getLiteral());
        }

        @Override
        public void visit(HtmlInline html) {
            throw new IllegalArgumentException("There is HTML in a text: " + html.getLiteral());
        }
    }
}
