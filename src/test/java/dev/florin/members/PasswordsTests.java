package dev.florin.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.florin.FlorinTest;
import dev.florin.audit.Origin;
import dev.florin.kernel.Rejection;
import dev.florin.members.SignInOutcome.Refused;
import dev.florin.members.SignInOutcome.Welcome;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Where there is a mail server: links go by letter, and nowhere else. */
@FlorinTest
class PasswordsTests {

    private static final String ANOTHER = "six brass bells at noon";
    private static final Pattern LINK = Pattern.compile("http://\\S+/(sign-in/reset|invitations)/(\\S+)");
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAIL.start();
        properties.add("spring.mail.host", () -> "127.0.0.1");
        properties.add("spring.mail.port", () -> MAIL.getSmtp().getPort());
        properties.add("florin.mail.from", () -> "florin@example.com");
    }

    @AfterAll
    static void stop() {
        MAIL.stop();
    }

    @Autowired
    Passwords passwords;

    @Autowired
    Invitations invitations;

    @Autowired
    SignIns signIns;

    @Autowired
    People people;

    @Autowired
    Merchants merchants;

    @Autowired
    JdbcClient jdbc;

    UUID merchant;
    Person person;

    @BeforeEach
    void somebody() throws Exception {
        MAIL.purgeEmailFromAllMailboxes();
        merchant = MerchantFixture.merchant(merchants).tenant().merchant();
        person = MemberFixture.member(people, merchant, Role.OWNER);
    }

    @Test
    void whoHasForgottenTheirPasswordChoosesAnotherByALinkThatWorksOnce() throws Exception {
        passwords.forgotten(" " + person.email().toUpperCase(Locale.ROOT), Origin.NONE);
        String token = letter(person.email());

        assertThat(passwords.resettable(token)).contains(person);
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> passwords.reset(token, "too short", Origin.NONE));
        assertThat(passwords.reset(token, ANOTHER, Origin.NONE)).contains(person);
        assertThat(passwords.reset(token, ANOTHER, Origin.NONE)).isEmpty();
        assertThat(signIns.byPassword(person.email(), ANOTHER, Origin.NONE)).isEqualTo(new Welcome(person));
        assertThat(signIns.byPassword(person.email(), MemberFixture.PASSWORD, Origin.NONE))
                .isEqualTo(new Refused());
    }

    @Test
    void nobodyGetsALetterWhoHasNoAccountAndNobodyMoreThanThree() throws Exception {
        passwords.forgotten("nobody@example.com", Origin.NONE);
        for (int i = 0; i < 5; i++) {
            passwords.forgotten(person.email(), Origin.NONE);
        }
        assertThat(MAIL.waitForIncomingEmail(10_000, 3)).isTrue();
        assertThat(MAIL.waitForIncomingEmail(300, 4)).isFalse();
        for (Message letter : MAIL.getReceivedMessages()) {
            assertThat(letter.getAllRecipients()[0].toString()).isEqualTo(person.email());
        }
    }

    @Test
    void afterAnHourALinkIsTooOldAndAnotherPasswordEndsAll() throws Exception {
        passwords.forgotten(person.email(), Origin.NONE);
        String token = letter(person.email());
        jdbc.sql("update members.password_reset set expires_at = now() where person_id = ?")
                .param(person.id())
                .update();
        assertThat(passwords.reset(token, ANOTHER, Origin.NONE)).isEmpty();

        Person operator = MemberFixture.operator(people);
        String handed = passwords.linkFor(person, operator, Origin.NONE).replaceAll(".*/", "");
        assertThat(passwords.resettable(handed)).isPresent();
        passwords.change(person, ANOTHER, "none", Origin.NONE);
        assertThat(passwords.resettable(handed)).isEmpty();
        assertThatExceptionOfType(Rejection.class).isThrownBy(() -> passwords.linkFor(operator, person, Origin.NONE));
    }

    @Test
    void anInvitationGoesByLetterAndWhoeverInvitesDoesNotSeeItsLink() throws Exception {
        Invited invited = invitations.invite(merchant, "new@example.org", Role.SUPPORT, person, Origin.NONE);

        assertThat(invited.link()).isNull();
        assertThat(invitations.find(letter("new@example.org")).map(Invitation::id))
                .contains(invited.invitation().id());
    }

    private static String letter(String to) throws MessagingException {
        assertThat(MAIL.waitForIncomingEmail(10_000, 1)).isTrue();
        Message letter = MAIL.getReceivedMessages()[0];
        assertThat(letter.getAllRecipients()[0].toString()).isEqualTo(to);
        Matcher link = LINK.matcher(GreenMailUtil.getBody(letter).replace("=\r\n", ""));
        assertThat(link.find()).isTrue();
        return link.group(2);
    }
}
