package dev.florin.docs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds sections of pages, errors and operations by words, or beginnings of words, that are all in them. */
public final class Search {

    private static final int MOST = 30;
    private static final int LONGEST_QUERY = 100;
    private static final int EXCERPT = 180;

    private final List<Entry> entries;

    /**
     * Something that can be found.
     *
     * @param path behind {@code /docs/}, with its anchor
     * @param weight how much more it is worth than others when the words are in its title
     */
    record Entry(String title, String page, String path, String text, int weight) {}

    /** What was found; nothing of it is HTML. */
    public record Hit(String title, String page, String path, String excerpt) {}

    private record Scored(Entry entry, int score) {}

    Search(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** The best first; none if nothing is asked. */
    List<Hit> find(String query) {
        String asked = query.strip().toLowerCase(Locale.ROOT);
        if (asked.isEmpty() || asked.length() > LONGEST_QUERY) {
            return List.of();
        }
        List<Pattern> words = new ArrayList<>();
        for (String word : asked.split("[\\s,]+")) {
            words.add(Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word), Pattern.CASE_INSENSITIVE));
        }
        return entries.stream()
                .map(entry -> new Scored(entry, score(entry, words, asked)))
                .filter(found -> found.score() > 0)
                .sorted(Comparator.comparingInt(Scored::score).reversed())
                .limit(MOST)
                .map(found -> hit(found.entry(), words))
                .toList();
    }

    private static int score(Entry entry, List<Pattern> words, String asked) {
        int score = 0;
        for (Pattern word : words) {
            boolean inTitle = word.matcher(entry.title()).find();
            boolean inPage = word.matcher(entry.page()).find();
            long inText = word.matcher(entry.text()).results().limit(5).count();
            if (!inTitle && !inPage && inText == 0) {
                return 0;
            }
            score += (inTitle ? 20 : 0) + (inPage ? 6 : 0) + (int) inText;
        }
        return score * entry.weight() + (entry.title().toLowerCase(Locale.ROOT).equals(asked) ? 1000 : 0);
    }

    private static Hit hit(Entry entry, List<Pattern> words) {
        var first = words.getFirst().matcher(entry.text());
        int at = first.find() ? first.start() : 0;
        int start = at < EXCERPT / 2 ? 0 : entry.text().indexOf(' ', at - EXCERPT / 2) + 1;
        String rest = entry.text().substring(start);
        int end = rest.length() <= EXCERPT ? rest.length() : Math.max(rest.lastIndexOf(' ', EXCERPT), 1);
        return new Hit(
                entry.title(),
                entry.page(),
                entry.path(),
                (start > 0 ? "… " : "") + rest.substring(0, end) + (end < rest.length() ? " …" : ""));
    }
}
