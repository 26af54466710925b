package dev.florin.torture.checker;

import java.util.List;
import java.util.Map;

/**
 * What the checker makes of a run.
 *
 * @param acknowledged how many requests were answered with success, by what they asked
 * @param answers how many answers there were, by status; 0 for none
 * @param unknown why it could not be judged
 */
public record Judgement(
        Verdict verdict,
        Map<String, Long> acknowledged,
        Map<Integer, Long> answers,
        List<Violation> violations,
        List<String> unknown) {

    public enum Verdict {
        PASS,
        FAIL,
        /** Something could not be read, or there was nothing to read. */
        UNKNOWN
    }
}
