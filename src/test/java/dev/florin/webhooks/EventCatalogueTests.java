package dev.florin.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide's catalogue of events has every name, in the order in which they are declared, and no other. */
class EventCatalogueTests {

    @Test
    void everyEventIsInTheCatalogue() throws IOException {
        String page = Files.readString(Path.of("src/main/resources/docs/guide/webhooks.md"));

        assertThat(Pattern.compile("(?m)^\\| `([a-z]+\\.[a-z_]+)` \\|")
                        .matcher(page)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyElementsOf(
                        Arrays.stream(EventName.values()).map(EventName::wire).toList());
        assertThat(page).contains(EventJson.API_VERSION);
    }
}
