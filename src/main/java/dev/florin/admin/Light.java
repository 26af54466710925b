package dev.florin.admin;

import java.util.Locale;

/**
 * Whether one thing needs a person.
 *
 * @param figure the number, or a word
 * @param text what it counts, or what to do
 * @param href where to see more
 */
public record Light(String name, String figure, String text, Shine shine, String href) {

    /** How a light shines. */
    public enum Shine {
        GOOD("All well"),
        WAIT("Keep an eye on it"),
        BAD("Needs a person");

        private final String words;

        Shine(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        public String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A number of which none is best.
     *
     * @param most from where on it means that many or more
     */
    static Light counted(String name, long number, long most, String text, String href, Shine ifAny) {
        return new Light(
                name,
                number >= most ? "%,d+".formatted(most) : "%,d".formatted(number),
                text,
                number == 0 ? Shine.GOOD : ifAny,
                href);
    }
}
