package dev.florin.members;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * How the first person comes in: until somebody runs this Florin, each start writes a link for {@code florin.admin.email}
 * into the log. Who follows it chooses a password and comes to the console, from where merchants and their owners are made.
 */
@Component
class FirstAdmin {

    private static final Logger log = LoggerFactory.getLogger(FirstAdmin.class);

    private final PersonRepository people;
    private final Invitations invitations;
    private final String email;

    FirstAdmin(PersonRepository people, Invitations invitations, @Value("${florin.admin.email:}") String email) {
        this.people = people;
        this.invitations = invitations;
        this.email = email.strip();
    }

    @EventListener(ApplicationReadyEvent.class)
    void invite() {
        if (people.hasAdmin()) {
            return;
        }
        if (email.isEmpty()) {
            log.warn("Nobody runs this Florin yet. Set florin.admin.email (FLORIN_ADMIN_EMAIL) and start again.");
        } else {
            log.warn(
                    "Nobody runs this Florin yet. {} can, by this link, for seven days: {}",
                    email,
                    invitations.toConsole(email));
        }
    }
}
