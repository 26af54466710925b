package dev.florin.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.florin.FlorinTest;
import dev.florin.consistency.ProgressRepository.Progress;
import dev.florin.platform.Horizon;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Several checks look at what is new in one snapshot, and each stands for itself. */
@FlorinTest
class PatrolTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    Comparison comparison;

    @Autowired
    Findings findings;

    @Autowired
    ProgressRepository progress;

    @Autowired
    Horizon horizon;

    @Autowired
    InstantSource clock;

    @Autowired
    JdbcClient jdbc;

    @AfterEach
    void nothingIsLeft() {
        jdbc.sql("delete from consistency.progress where name like 'test-%'").update();
    }

    /** @param broken while it stands, it cannot look */
    private record Trying(String name, List<Span> looked, List<String> broken, JdbcClient jdbc) implements Check {

        @Override
        public String promise() {
            return "It looks.";
        }

        @Override
        public List<Subject> changed(Span span) {
            broken.forEach(statement -> jdbc.sql(statement).query(Integer.class).single());
            looked.add(span);
            return List.of(new Subject(null, "one"));
        }

        @Override
        public Portion all(@Nullable String after, int most) {
            return new Portion(List.of(), null);
        }

        @Override
        public List<Discrepancy> compare(List<Subject> subjects) {
            return List.of();
        }
    }

    private Trying trying(String name, String... broken) {
        return new Trying(name, new ArrayList<>(), new ArrayList<>(List.of(broken)), jdbc);
    }

    private Patrol patrol(Check... checks) {
        return new Patrol(List.of(checks), comparison, findings, progress, horizon, clock);
    }

    private Progress standing(Check check) {
        return progress.find(check.name()).orElseThrow();
    }

    @Test
    void whoCannotLookKeepsNobodyElseFromItAndMissesNothing() {
        Trying first = trying("test-first");
        Trying fails = trying("test-fails", "select 1 / 0");
        Trying last = trying("test-last");
        Patrol patrol = patrol(first, fails, last);
        patrol.run(); // from here on

        await().atMost(PATIENCE).until(() -> {
            patrol.run();
            return standing(fails).failure() != null && !last.looked().isEmpty();
        });
        assertThat(first.looked()).isNotEmpty();
        assertThat(standing(first).failure()).isNull();
        assertThat(standing(last).ran())
                .satisfies(look -> assertThat(look.over()).isEqualTo(1));
        assertThat(fails.looked()).isEmpty();

        fails.broken().clear();
        await().atMost(PATIENCE).until(() -> {
            patrol.run();
            return standing(fails).failure() == null
                    && Objects.equals(standing(fails).upTo(), standing(last).upTo());
        });
        assertThat(fails.looked().getFirst().from())
                .as("where it was when it could not look")
                .isEqualTo(last.looked().getFirst().from());
        for (Trying check : List.of(first, fails, last)) {
            // Who came before the one that failed has looked twice
            List<Check.Span> spans = check.looked().stream().distinct().toList();
            for (int i = 1; i < spans.size(); i++) {
                assertThat(spans.get(i).from()).isEqualTo(spans.get(i - 1).before());
            }
        }
    }
}
