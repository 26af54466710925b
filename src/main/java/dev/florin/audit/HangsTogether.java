package dev.florin.audit;

import dev.florin.audit.Verification.Break;
import dev.florin.consistency.Check;
import dev.florin.consistency.Discrepancy;
import dev.florin.consistency.Subject;
import dev.florin.kernel.TypeId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every entry is as it was written, and none is missing. What is sound, the log's own job remembers, not this. */
@Component
class HangsTogether implements Check {

    private static final String PREFIX = "mer";
    private static final String PLATFORM = "platform";

    private final Verifier verifier;

    HangsTogether(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public String name() {
        return "audit-log-hangs-together";
    }

    @Override
    public String promise() {
        return "Each entry of the audit log is as it was written, and follows the one before it by its hash.";
    }

    @Override
    public boolean isContinuous() {
        return false;
    }

    @Override
    public Portion all(@Nullable String after, int most) {
        int from = after == null ? 0 : Integer.parseInt(after);
        List<Chain> chains = verifier.chains();
        int to = Math.min(chains.size(), from + 50);
        return new Portion(
                chains.subList(Math.min(from, to), to).stream()
                        .map(HangsTogether::subject)
                        .toList(),
                to < chains.size() ? String.valueOf(to) : null);
    }

    private static Subject subject(Chain chain) {
        UUID merchant = chain.merchant();
        return new Subject(null, merchant == null ? PLATFORM : TypeId.format(PREFIX, merchant));
    }

    private static Chain chain(Subject subject) {
        return Chain.of(TypeId.parse(PREFIX, subject.id()).orElse(null));
    }

    @Override
    public List<Discrepancy> compare(List<Subject> subjects) {
        List<Discrepancy> found = new ArrayList<>();
        for (Subject subject : subjects) {
            for (Break broken : verifier.look(chain(subject)).breaks()) {
                found.add(Discrepancy.of(
                        subject, "entry " + broken.seq(), "as it was written, behind the one before", broken.reason()));
            }
        }
        return found;
    }
}
