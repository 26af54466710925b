package dev.florin.members;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.mail.MailException;
import org.springframework.mail.SimpleMailMessage;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/**
 * E-mails with links. Without {@code spring.mail.host} there are none: a developer reads the link in the log, and in
 * production whoever asked for the link has to hand it over.
 */
@Component
class Letters implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Letters.class);

    private final ObjectProvider<JavaMailSender> post;
    private final String from;
    private final boolean development;
    private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();

    Letters(
            ObjectProvider<JavaMailSender> post,
            @Value("${florin.mail.from:florin@localhost}") String from,
            Environment environment) {
        this.post = post;
        this.from = from;
        this.development = environment.acceptsProfiles(Profiles.of("dev | test"));
    }

    /** Whether letters leave here at all. */
    boolean areSent() {
        return post.getIfAvailable() != null;
    }

    /** Sends it soon; what becomes of it is in the log. Never to be called before what it tells of is committed. */
    void send(String to, String subject, String text, String link) {
        var sender = post.getIfAvailable();
        if (sender != null) {
            sending.execute(() -> send(sender, to, subject, text + "\n\n" + link + "\n"));
        } else if (development) {
            log.info("No mail server is set, so nothing goes to {}: {} {}", to, subject, link);
        } else {
            log.warn("No mail server is set (spring.mail.host), so nothing goes to {}: {}", to, subject);
        }
    }

    private void send(JavaMailSender sender, String to, String subject, String text) {
        var letter = new SimpleMailMessage();
        letter.setFrom(from);
        letter.setTo(to);
        letter.setSubject(subject);
        letter.setText(text);
        try {
            sender.send(letter);
        } catch (MailException e) {
            log.error("The mail server did not take '{}' to {}; it has to be asked for again.", subject, to, e);
        }
    }

    @Override
    public void destroy() {
        sending.close();
    }
}
