package dev.florin.gateways.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The guide's page of test values tells what the sandbox does, of every value. */
class TestingPageTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([0-9]{12,19}|[a-z]+@upi)` \\|(.*)$");

    /** What the page says, by value. */
    private static Map<String, String> told() throws IOException {
        return ROW.matcher(Files.readString(Path.of("src/main/resources/docs/guide/testing.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2), (a, _) -> a, TreeMap::new));
    }

    @Test
    void everyValueIsToldAndNoOther() throws IOException {
        Set<String> known = new HashSet<>(MagicValues.GOOD);
        known.addAll(MagicValues.BAD.keySet());
        known.addAll(Set.of(MagicValues.NEEDS_3DS, "success@upi", MagicValues.PENDING_VPA, MagicValues.SLOW_VPA));
        Arrays.stream(Fault.values()).map(fault -> MagicValues.mask(fault.card)).forEach(known::add);

        Set<String> told = new TreeSet<>();
        told().keySet().forEach(value -> told.add(masked(value)));
        assertThat(told).isEqualTo(new TreeSet<>(known));
    }

    @Test
    void whatIsDeclinedIsToldWithItsCodeAndWhatIsApprovedAsThat() throws IOException {
        told().forEach((value, words) -> {
            String code = MagicValues.BAD.get(masked(value));
            if (code != null) {
                assertThat(words).as(value).contains("[" + code + "]");
            } else if (MagicValues.GOOD.contains(masked(value))) {
                assertThat(words).as(value).contains("approved");
            }
        });
        for (Fault fault : Fault.values()) {
            assertThat(told()).containsKey(fault.card);
        }
    }

    private static String masked(String value) {
        return value.contains("@") ? value : MagicValues.mask(value);
    }
}
