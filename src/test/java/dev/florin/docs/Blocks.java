package dev.florin.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;

/** The blocks of code of a Markdown file, in their order. */
record Blocks(Path file, List<Block> all) {

    static final Path GUIDE = Path.of("src/main/resources/docs/guide");

    /**
     * @param language may be empty
     * @param info what is said beside the language: {@code status=409}, {@code not-run:browser}
     */
    record Block(String language, List<String> info, String code) {

        Optional<String> told(String name) {
            return info.stream()
                    .filter(word -> word.startsWith(name + "=") || word.startsWith(name + ":"))
                    .map(word -> word.substring(name.length() + 1))
                    .findFirst();
        }
    }

    static Blocks of(Path file) {
        List<Block> blocks = new ArrayList<>();
        try {
            new Markdown()
                    .parse(Files.readString(file).replaceAll("<http[^>]+>", "there"))
                    .accept(new AbstractVisitor() {
                        @Override
                        public void visit(FencedCodeBlock block) {
                            List<String> info = Samples.info(block);
                            blocks.add(new Block(info.getFirst(), info.subList(1, info.size()), block.getLiteral()));
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Blocks(file, List.copyOf(blocks));
    }

    static List<Path> guide() {
        return markdown(GUIDE);
    }

    static List<Path> markdown(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Block> in(String language) {
        return all.stream()
                .filter(block -> block.language().equals(language)
                        && block.told("not-run").isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
