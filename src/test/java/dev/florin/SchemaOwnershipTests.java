package dev.florin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A module's tables are its own: no statement of another module names them, and no script makes one elsewhere. */
class SchemaOwnershipTests {

    private static final Path SOURCES = Path.of("src/main/java/dev/florin");
    private static final Path SCRIPTS = Path.of("src/main/resources/db/migration");

    private static final Pattern TABLE_MADE = Pattern.compile(
            "create\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+not\\s+exists\\s+)?([\\w.]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern STRING =
            Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\\n]|\\\\.)*)\"", Pattern.DOTALL);
    private static final Pattern MAPPED_SCHEMA = Pattern.compile("schema\\s*=\\s*\"(\\w+)\"");

    private record Source(String module, Path file, String text) {

        /** What may be SQL: the whole of a script, the strings of a class. */
        String sql() {
            return file.toString().endsWith(".sql")
                    ? text
                    : String.join(
                            "\n",
                            STRING.matcher(text)
                                    .results()
                                    .map(MatchResult::group)
                                    .toList());
        }

        boolean names(String table) {
            return Pattern.compile("(?<![\\w.])" + Pattern.quote(table) + "(?!\\w)")
                    .matcher(sql())
                    .find();
        }

        String schema() {
            return module.equals("root") || module.equals("platform") ? "public" : module;
        }
    }

    @Test
    void scriptsMakeTablesInTheirOwnSchemaByFullName() {
        assertThat(scripts())
                .allSatisfy(script -> assertThat(tablesMadeBy(script))
                        .as("%s", script.file())
                        .allSatisfy(table -> assertThat(table).startsWith(script.schema() + ".")));
    }

    @Test
    void noModuleNamesATableOfAnother() {
        var tables = scripts().stream()
                .flatMap(script -> tablesMadeBy(script).stream())
                .toList();

        assertThat(Stream.concat(scripts().stream(), classes().stream()))
                .allSatisfy(source -> assertThat(tables)
                        .as("%s", source.file())
                        .filteredOn(table -> !table.startsWith(source.schema() + "."))
                        .noneMatch(source::names));
    }

    @Test
    void aggregatesAreMappedToTheirOwnSchema() {
        assertThat(classes())
                .allSatisfy(source -> assertThat(
                                MAPPED_SCHEMA.matcher(source.text()).results().map(match -> match.group(1)))
                        .as("%s", source.file())
                        .allMatch(source.schema()::equals));
    }

    private static List<String> tablesMadeBy(Source script) {
        return TABLE_MADE
                .matcher(script.text())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static List<Source> scripts() {
        return sources(SCRIPTS, ".sql");
    }

    private static List<Source> classes() {
        return sources(SOURCES, ".java");
    }

    private static List<Source> sources(Path root, String extension) {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .map(file -> source(root, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Source source(Path root, Path file) {
        try {
            Path inside = root.relativize(file);
            String module = inside.getNameCount() > 1 ? inside.getName(0).toString() : "root";
            return new Source(module, file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
