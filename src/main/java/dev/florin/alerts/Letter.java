package dev.florin.alerts;

import dev.florin.alerts.Notices.Kind;
import dev.florin.alerts.Notices.Notice;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;

/** By e-mail: all that is due goes into one. */
final class Letter implements Way {

    private final JavaMailSender post;
    private final String from;
    private final List<String> to;
    private final String florin;

    /** @param florin where it can be reached */
    Letter(JavaMailSender post, String from, List<String> to, String florin) {
        this.post = post;
        this.from = from;
        this.to = to;
        this.florin = florin;
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public String inWords() {
        return "e-mail to " + String.join(", ", to);
    }

    @Override
    public boolean together() {
        return true;
    }

    @Override
    public void tell(List<Notice> notices) throws NotTold {
        var letter = new SimpleMailMessage();
        letter.setFrom(from);
        letter.setTo(to.toArray(String[]::new));
        letter.setSubject(subject(notices));
        letter.setText(notices.stream().map(this::paragraph).collect(Collectors.joining("\n"))
                + "\nAll alerts, and where to silence them: %s/admin/alerts\n".formatted(florin));
        try {
            post.send(letter);
        } catch (MailException e) {
            throw new NotTold("the mail server did not take it: " + e.getMessage());
        }
    }

    private static String subject(List<Notice> notices) {
        Notice first = notices.stream()
                .filter(notice -> notice.kind() != Kind.ENDED && notice.severity() == Severity.CRITICAL)
                .findFirst()
                .orElse(notices.getFirst());
        String more = notices.size() == 1 ? "" : " (and %d more)".formatted(notices.size() - 1);
        return "[Florin] %s: %s%s".formatted(state(first), first.summary(), more);
    }

    private String paragraph(Notice notice) {
        return """
                %s: %s
                %s%s
                (%s%s, first seen %s)
                """.formatted(
                        state(notice),
                        notice.summary(),
                        notice.kind() == Kind.ENDED ? "Nothing is to be done any more." : notice.whatToDo(),
                        notice.href() == null ? "" : "\n" + florin + notice.href(),
                        notice.name(),
                        notice.key().isEmpty() ? "" : " " + notice.key(),
                        notice.firstSeenAt());
    }

    private static String state(Notice notice) {
        return switch (notice.kind()) {
            case OPENED -> notice.severity().name();
            case STILL_OPEN -> "STILL " + notice.severity().name();
            case ENDED -> "Ended";
        };
    }
}
