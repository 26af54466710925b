package dev.florin.torture.checker;

import dev.florin.torture.checker.Judgement.Verdict;
import dev.florin.torture.workload.Journal.Call;
import dev.florin.torture.workload.Journal.Exchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges a run by all laws. What could not be read, or never was, is no pass. */
public final class Checker {

    /** So many histories tell enough of one law. */
    private static final int SHOWN = 10;

    private static final Map<String, Law> LAWS = new LinkedHashMap<>();

    static {
        LAWS.put("what is acknowledged is there", new Acknowledged());
        LAWS.put("one charge", new OneCharge());
        LAWS.put("the acquirer's log and what was told agree", new AcquirerAgrees());
        LAWS.put("the acquirer's log and disputes agree", new DisputesAgree());
        LAWS.put("the books agree", new BooksAgree());
        LAWS.put("a lawful history", new LawfulHistory());
        LAWS.put("one key, one effect, one answer", new OneEffect());
        LAWS.put("every event is told", new EverybodyTold());
        LAWS.put("forward only", new ForwardOnly());
    }

    private Checker() {}

    /**
     * @param reading reads all that is to be judged
     * @param text of an exchange, for people
     */
    public static Judgement judge(Callable<Evidence> reading, Function<Exchange, String> text) {
        Evidence evidence;
        try {
            evidence = reading.call();
        } catch (Exception e) {
            return unknown(Map.of(), Map.of(), "not all could be read: " + trace(e));
        }
        Map<String, Long> acknowledged = acknowledged(evidence.exchanges());
        Map<Integer, Long> answers = answers(evidence.exchanges());
        var history = new History(evidence, text);
        List<Violation> violations = new ArrayList<>();
        for (Map.Entry<String, Law> law : LAWS.entrySet()) {
            try {
                int before = violations.size();
                law.getValue()
                        .judge(
                                evidence,
                                (object, what) -> violations.add(new Violation(
                                        law.getKey(),
                                        object,
                                        what,
                                        violations.size() - before < SHOWN ? history.of(object) : List.of())));
            } catch (RuntimeException e) {
                return unknown(acknowledged, answers, "'%s' could not be judged: %s".formatted(law.getKey(), trace(e)));
            }
        }
        if (violations.isEmpty() && acknowledged.isEmpty()) {
            return unknown(acknowledged, answers, "nothing was acknowledged");
        }
        return new Judgement(
                violations.isEmpty() ? Verdict.PASS : Verdict.FAIL, acknowledged, answers, violations, List.of());
    }

    private static Judgement unknown(Map<String, Long> acknowledged, Map<Integer, Long> answers, String why) {
        return new Judgement(Verdict.UNKNOWN, acknowledged, answers, List.of(), List.of(why));
    }

    private static String trace(Exception e) {
        var text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text, true));
        return text.toString().lines().limit(12).collect(Collectors.joining(System.lineSeparator()));
    }

    /** Requests that were answered with success, each once. */
    private static Map<String, Long> acknowledged(List<Exchange> exchanges) {
        return new TreeMap<>(exchanges.stream()
                .filter(e ->
                        e.answer() != null && e.answer().isDone() && e.call().key() != null)
                .map(Exchange::call)
                .filter(call -> !call.path().startsWith("/webhook"))
                .collect(Collectors.toMap(
                        call -> call.merchant().key().id() + " " + call.key(), Checker::kind, (one, _) -> one))
                .values()
                .stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    }

    private static String kind(Call call) {
        String path = call.path();
        return path.equals("/orders")
                ? "order"
                : path.equals("/payments")
                        ? "payment"
                        : path.startsWith("/disputes/")
                                ? "dispute"
                                : path.endsWith("/capture") ? "capture" : path.endsWith("/void") ? "void" : "refund";
    }

    private static Map<Integer, Long> answers(List<Exchange> exchanges) {
        return new TreeMap<>(exchanges.stream()
                .collect(Collectors.groupingBy(
                        e -> e.answer() == null ? 0 : e.answer().status(), Collectors.counting())));
    }
}
