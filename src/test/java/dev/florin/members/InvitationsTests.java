package dev.florin.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.florin.FlorinTest;
import dev.florin.audit.Audit;
import dev.florin.audit.Entry;
import dev.florin.audit.Filter;
import dev.florin.audit.Origin;
import dev.florin.kernel.PageQuery;
import dev.florin.kernel.Rejection;
import dev.florin.kernel.TypeId;
import dev.florin.merchants.MerchantFixture;
import dev.florin.merchants.Merchants;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Invitations, roles and memberships. */
@FlorinTest
class InvitationsTests {

    private static final String PASSWORD = "five copper kettles sing";

    @Autowired
    Invitations invitations;

    @Autowired
    Team team;

    @Autowired
    People people;

    @Autowired
    Merchants merchants;

    @Autowired
    Audit audit;

    @Autowired
    JdbcClient jdbc;

    UUID merchant;
    Person owner;
    Person admin;

    @BeforeEach
    void aTeam() {
        merchant = MerchantFixture.merchant(merchants).tenant().merchant();
        owner = MemberFixture.member(people, merchant, Role.OWNER);
        admin = MemberFixture.member(people, merchant, Role.ADMIN);
    }

    @Test
    void whoFollowsTheLinkBecomesAMember() {
        String token = invite("new@example.com", Role.SUPPORT, owner);
        assertThat(invitations.open(merchant))
                .singleElement()
                .satisfies(open -> assertThat(open.invitedBy()).isEqualTo(owner.email()));

        Person person = invitations.accept(token, "Neha", PASSWORD, Origin.NONE);

        assertThat(people.memberships(person.id()))
                .containsExactly(new Membership(person.id(), merchant, Role.SUPPORT));
        assertThat(people.authenticate(person.email(), PASSWORD).map(Person::id)).contains(person.id());
        assertThat(person.admin()).isFalse();
        assertThat(invitations.open(merchant)).isEmpty();
        assertThat(invitations.find(token)).isEmpty();
        assertThat(actions()).containsExactly("member.join", "member.invite");
    }

    @Test
    void aLinkWorksOnceEvenWhenTwoFollowItAtOnce() throws Exception {
        String token = invite("twice@example.com", Role.SUPPORT, owner);
        Callable<Boolean> accept = () -> {
            try {
                invitations.accept(token, "Neha", PASSWORD, Origin.NONE);
                return true;
            } catch (Rejection refused) {
                return false;
            }
        };
        try (var threads = Executors.newFixedThreadPool(4)) {
            int accepted = 0;
            for (var one : threads.invokeAll(List.of(accept, accept, accept, accept))) {
                accepted += one.get() ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(1);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anInvitationThatIsSentAgainHasAnotherLinkAndARevokedOneHasNone() {
        String first = invite("again@example.com", Role.FINANCE, owner);
        var open = invitations.open(merchant).getFirst();
        String second = token(invitations.resend(merchant, open.id(), owner, Origin.NONE));

        assertThat(invitations.find(first)).isEmpty();
        assertThat(invitations.find(second)).isPresent();
        invitations.revoke(merchant, open.id(), owner, Origin.NONE);
        assertThat(invitations.find(second)).isEmpty();
        assertThat(actions()).containsExactly("invitation.revoke", "invitation.resend", "member.invite");
    }

    @Test
    void afterSevenDaysALinkIsTooOld() {
        String token = invite("late@example.com", Role.FINANCE, owner);
        jdbc.sql("update members.invitation set expires_at = now() - interval '1 second' where merchant_id = ?")
                .param(merchant)
                .update();

        assertThat(invitations.find(token)).isEmpty();
        refused(() -> invitations.accept(token, "Late", PASSWORD, Origin.NONE));
    }

    @Test
    void whoHasAnAccountJoinsAsThemselvesAndNobodyElseDoes() {
        UUID other = MerchantFixture.merchant(merchants).tenant().merchant();
        Person boss = MemberFixture.member(people, other, Role.OWNER);
        Person known = MemberFixture.member(people, merchant, Role.SUPPORT);
        String token = token(
                invitations.invite(other, known.email().toUpperCase(Locale.ROOT), Role.DEVELOPER, boss, Origin.NONE));

        refused(() -> invitations.accept(token, "Somebody", PASSWORD, Origin.NONE));
        refused(() -> invitations.accept(token, admin, Origin.NONE));
        invitations.accept(token, known, Origin.NONE);

        assertThat(people.memberships(known.id()))
                .contains(new Membership(known.id(), other, Role.DEVELOPER))
                .hasSize(2);
    }

    @Test
    void onlyOwnersMakeOwners() {
        refused(() -> invite("boss@example.com", Role.OWNER, admin));
        refused(() -> team.changeRole(merchant, member(Role.SUPPORT), Role.OWNER, admin, Origin.NONE));
        refused(() -> team.changeRole(merchant, owner.id(), Role.SUPPORT, admin, Origin.NONE));
        refused(() -> team.remove(merchant, owner.id(), admin, Origin.NONE));
        invite("boss@example.com", Role.OWNER, owner);
        assertThat(invitations.open(merchant)).hasSize(1);
    }

    @Test
    void nobodyWithoutTheRightChangesTheTeamWhateverTheirOwnRole() {
        for (Role role : List.of(Role.FINANCE, Role.DEVELOPER, Role.SUPPORT, Role.READ_ONLY)) {
            Person some = MemberFixture.member(people, merchant, role);
            refused(() -> invite("x@example.com", Role.READ_ONLY, some));
            refused(() -> team.changeRole(merchant, some.id(), Role.ADMIN, some, Origin.NONE));
            refused(() -> team.remove(merchant, admin.id(), some, Origin.NONE));
        }
        refused(() -> team.changeRole(merchant, admin.id(), Role.OWNER, admin, Origin.NONE));
        refused(() -> team.changeRole(merchant, owner.id(), Role.ADMIN, owner, Origin.NONE));
    }

    @Test
    void aRoleIsChangedAndRemovedAndBothAreRecordedWithWhatWasBefore() {
        UUID some = member(Role.SUPPORT);
        team.changeRole(merchant, some, Role.FINANCE, admin, Origin.NONE);
        assertThat(people.memberships(some).getFirst().role()).isEqualTo(Role.FINANCE);
        team.remove(merchant, some, admin, Origin.NONE);
        assertThat(people.memberships(some)).isEmpty();

        var entries = audit.list(merchant, Filter.NONE, PageQuery.first(2)).data();
        assertThat(entries).extracting(Entry::action).containsExactly("member.remove", "member.change_role");
        assertThat(Objects.requireNonNull(entries.getLast().was())).containsEntry("role", "support");
        assertThat(Objects.requireNonNull(entries.getLast().became())).containsEntry("role", "finance");
    }

    @Test
    void theLastOwnerStaysAndOfTwoWhoLeaveAtOnceOneDoes() throws Exception {
        refused(() -> team.remove(merchant, owner.id(), owner, Origin.NONE));
        Person second = MemberFixture.member(people, merchant, Role.OWNER);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var outcomes = threads.invokeAll(List.of(leaves(owner), leaves(second)));
            assertThat(outcomes.get(0).get() ^ outcomes.get(1).get()).isTrue();
        }
        assertThat(team.members(merchant))
                .filteredOn(it -> it.role() == Role.OWNER)
                .hasSize(1);
    }

    @Test
    void anothersMembersAreUnknownHere() {
        UUID other = MerchantFixture.merchant(merchants).tenant().merchant();
        Person stranger = MemberFixture.member(people, other, Role.SUPPORT);
        Person boss = MemberFixture.member(people, other, Role.OWNER);
        token(invitations.invite(other, "x@example.com", Role.SUPPORT, boss, Origin.NONE));
        UUID theirs = invitations.open(other).getFirst().id();

        for (ThrowingCallable reach : List.<ThrowingCallable>of(
                () -> team.remove(merchant, stranger.id(), owner, Origin.NONE),
                () -> team.changeRole(merchant, stranger.id(), Role.SUPPORT, owner, Origin.NONE),
                () -> invitations.revoke(merchant, theirs, owner, Origin.NONE),
                () -> invitations.resend(merchant, theirs, owner, Origin.NONE),
                () -> team.remove(merchant, TypeId.next(), owner, Origin.NONE))) {
            assertThatExceptionOfType(Rejection.class)
                    .isThrownBy(reach)
                    .satisfies(it -> assertThat(it.kind()).isEqualTo(Rejection.Kind.NOT_FOUND));
        }
    }

    @Test
    void whoRunsFlorinInvitesTheFirstOwnerOfAMerchant() {
        UUID fresh = merchants.create("A new one").id();
        Person operator = MemberFixture.operator(people);
        String token = token(invitations.invite(fresh, "first@example.org", Role.OWNER, operator, Origin.NONE));

        Person first = invitations.accept(token, "First", PASSWORD, Origin.NONE);
        assertThat(team.members(fresh)).singleElement().satisfies(it -> {
            assertThat(it.person()).isEqualTo(first.id());
            assertThat(it.role()).isEqualTo(Role.OWNER);
        });
    }

    @Test
    void whoRunsFlorinFirstComesByALinkOfWhichTheFirstThatIsUsedEndsTheOthers() {
        String one = invitations.toConsole("root@example.org").replaceAll(".*/", "");
        String two = invitations.toConsole("root@example.org").replaceAll(".*/", "");

        Person root = invitations.accept(one, "Root", PASSWORD, Origin.NONE);
        assertThat(root.admin()).isTrue();
        assertThat(invitations.find(two)).isEmpty();
    }

    private Callable<Boolean> leaves(Person person) {
        return () -> {
            try {
                team.remove(merchant, person.id(), person, Origin.NONE);
                return true;
            } catch (Rejection refused) {
                return false;
            }
        };
    }

    private UUID member(Role role) {
        return MemberFixture.member(people, merchant, role).id();
    }

    private String invite(String email, Role role, Person by) {
        return token(invitations.invite(merchant, email, role, by, Origin.NONE));
    }

    private static String token(Invited invited) {
        return Objects.requireNonNull(invited.link()).replaceAll(".*/", "");
    }

    private List<String> actions() {
        return audit.list(merchant, Filter.NONE, PageQuery.first(100)).data().stream()
                .map(Entry::action)
                .toList();
    }

    private static void refused(ThrowingCallable act) {
        assertThatExceptionOfType(Rejection.class).isThrownBy(act);
    }
}
