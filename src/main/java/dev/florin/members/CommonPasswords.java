package dev.florin.members;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The passwords that are tried first: 49 000 from breaches, of which nothing is asked over the net. */
@Component
class CommonPasswords {

    private static final class Known {
        static final Set<String> ALL = read();
    }

    /** Whether it is one of them, in any case, or one of them with digits and signs around it, or written twice. */
    boolean has(String password) {
        String low = password.toLowerCase(Locale.ROOT);
        return isKnown(low) || isKnown(low.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "")) || isTwice(low);
    }

    private boolean isTwice(String password) {
        for (int length = 1; length <= password.length() / 2; length++) {
            if (password.length() % length == 0
                    && password.equals(password.substring(0, length).repeat(password.length() / length))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKnown(String text) {
        return Known.ALL.contains(text);
    }

    private static Set<String> read() {
        var file = new ClassPathResource("common-passwords.txt", CommonPasswords.class);
        try (var lines = new BufferedReader(new InputStreamReader(file.getInputStream(), UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("# ")).collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
