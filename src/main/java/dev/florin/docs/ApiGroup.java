package dev.florin.docs;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Operations of one kind of object.
 *
 * @param description HTML; may be empty
 */
public record ApiGroup(String name, String description, List<Operation> operations) {

    /** {@code webhook-endpoints} */
    public String slug() {
        return name.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /**
     * What can be asked of the API.
     *
     * @param id also its anchor
     * @param description HTML; may be empty
     * @param parameters in path, query and headers
     * @param body empty if there is none
     * @param curl a sample, as HTML
     * @param answer a sample, as HTML; null where the answer has no body
     * @param outcomes that there may be
     */
    public record Operation(
            String id,
            String method,
            String path,
            String summary,
            String description,
            List<Parameters> parameters,
            List<ApiField> body,
            String curl,
            @Nullable String answer,
            List<ApiField> answerFields,
            List<Outcome> outcomes) {

        /** Whether all of these words, in lower case, are in its name. */
        boolean matches(String words) {
            String text = (id + " " + method + " " + path + " " + summary).toLowerCase(Locale.ROOT);
            return List.of(words.split(" +")).stream().allMatch(text::contains);
        }
    }

    /** @param place {@code Path}, {@code Query}, {@code Headers} */
    public record Parameters(String place, List<ApiField> fields) {}

    public record Outcome(String status, String description) {}
}
