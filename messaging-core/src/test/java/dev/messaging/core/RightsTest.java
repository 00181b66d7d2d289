package dev.messaging.core;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.contract.CheapHashing;
import dev.messaging.core.memory.MemoryStore;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** The table of who may do what, act by act and caller by caller. */
class RightsTest {
    private static final UserId NOBODY = new UserId("user-nobody");
    private static final GroupId NOTHING = new GroupId("group-nothing");

    private final Store store = MemoryStore.create();
    private final Messaging messaging = Messaging.over(store).hashing(new CheapHashing()).build();
    private final Messaging strict = Messaging.over(store).hashing(new CheapHashing()).authRequired(true).build();
    private final Access administrator = messaging.as(Caller.administrator());
    private final UserId guarded = create(true);
    private final UserId other = create(true);
    private final UserId open = create(false);
    private final GroupId owned = messaging.as(Caller.user(guarded)).groups().create().id();
    private final GroupId openGroup = administrator.groups().create().id();

    private UserId create(boolean isProtected) {
        return administrator.users().create(Optional.empty(), Optional.empty(),
                isProtected ? Optional.of(new Password("Secret-1")) : Optional.empty()).id();
    }

    /** What only the user does, unless it is open. */
    private Map<String, BiConsumer<Access, UserId>> actsOfAUser() {
        return Map.of(
                "send", (access, user) -> answered(access.messages().send(user, open, new Text("hello"))),
                "check", (access, user) -> answered(access.messages().check(user, From.beginning(), 1)),
                "check all", (access, user) -> answered(access.messages().checkAll(user, From.beginning())),
                "block and unblock", (access, user) -> {
                    answered(access.users().block(user, open));
                    access.users().unblock(user, open);
                },
                "blocks", (access, user) -> answered(access.users().blocks(user, Optional.empty(), 1)),
                "groups", (access, user) -> answered(access.groups().of(user, Optional.empty(), 1)));
    }

    /** What members do, unless the group is open. */
    private Map<String, BiConsumer<Access, GroupId>> actsOfAMember() {
        return Map.of(
                "find", (access, group) -> answered(access.groups().find(group)),
                "members", (access, group) -> answered(access.groups().members(group, Optional.empty(), 1)),
                "add", (access, group) -> {
                    UserId joining = create(false);
                    access.groups().add(group, joining);
                    administrator.groups().remove(group, joining);
                });
    }

    @TestFactory
    Stream<DynamicTest> actsOfAUserAreForThatUserUnlessItIsOpen() {
        return actsOfAUser().entrySet().stream().map(act -> DynamicTest.dynamicTest(act.getKey(), () -> {
            BiConsumer<Access, UserId> does = act.getValue();
            assertDoesNotThrow(() -> does.accept(messaging.as(Caller.anonymous()), open));
            assertDoesNotThrow(() -> does.accept(messaging.as(Caller.user(other)), open));
            assertDoesNotThrow(() -> does.accept(messaging.as(Caller.user(guarded)), guarded));
            assertDoesNotThrow(() -> does.accept(administrator, guarded));
            assertUnauthenticated(() -> does.accept(messaging.as(Caller.anonymous()), guarded));
            assertNotPermitted(() -> does.accept(messaging.as(Caller.user(other)), guarded));
            assertNotPermitted(() -> does.accept(messaging.as(Caller.user(other)), NOBODY));
            assertThrows(Refusal.NoSuchUser.class, () -> does.accept(messaging.as(Caller.anonymous()), NOBODY));
            assertThrows(Refusal.NoSuchUser.class, () -> does.accept(administrator, NOBODY));

            assertDoesNotThrow(() -> does.accept(strict.as(Caller.user(guarded)), guarded));
            assertNotPermitted(() -> does.accept(strict.as(Caller.user(other)), guarded));
            assertNotPermitted(() -> does.accept(strict.as(Caller.user(other)), open));
            assertNotPermitted(() -> does.accept(strict.as(Caller.user(other)), NOBODY));
            for (UserId user : List.of(open, guarded, NOBODY)) {
                assertUnauthenticated(() -> does.accept(strict.as(Caller.anonymous()), user));
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> actsOnAGroupAreForItsMembersUnlessItIsOpen() {
        return actsOfAMember().entrySet().stream().map(act -> DynamicTest.dynamicTest(act.getKey(), () -> {
            BiConsumer<Access, GroupId> does = act.getValue();
            assertDoesNotThrow(() -> does.accept(messaging.as(Caller.anonymous()), openGroup));
            assertDoesNotThrow(() -> does.accept(messaging.as(Caller.user(other)), openGroup));
            assertDoesNotThrow(() -> does.accept(messaging.as(Caller.user(guarded)), owned));
            assertDoesNotThrow(() -> does.accept(administrator, owned));
            assertUnauthenticated(() -> does.accept(messaging.as(Caller.anonymous()), owned));
            assertNotPermitted(() -> does.accept(messaging.as(Caller.user(other)), owned));
            assertNotPermitted(() -> does.accept(messaging.as(Caller.user(other)), NOTHING));
            assertThrows(Refusal.NoSuchGroup.class, () -> does.accept(messaging.as(Caller.anonymous()), NOTHING));
            for (GroupId group : List.of(openGroup, owned, NOTHING)) {
                assertUnauthenticated(() -> does.accept(strict.as(Caller.anonymous()), group));
            }
        }));
    }

    @Test
    void theOwnerRemovesOthersAndEveryoneOneself() {
        UserId member = create(true);
        administrator.groups().add(owned, other);
        administrator.groups().add(owned, member);
        assertUnauthenticated(() -> messaging.as(Caller.anonymous()).groups().remove(owned, member));
        assertNotPermitted(() -> messaging.as(Caller.user(other)).groups().remove(owned, member));
        assertDoesNotThrow(() -> messaging.as(Caller.user(other)).groups().remove(owned, other));
        assertDoesNotThrow(() -> messaging.as(Caller.user(guarded)).groups().remove(owned, member));
        administrator.groups().add(openGroup, member);
        assertDoesNotThrow(() -> messaging.as(Caller.anonymous()).groups().remove(openGroup, member));
    }

    @Test
    void aGroupIsOwnedByTheUserWhoCreatesIt() {
        assertEquals(Optional.of(guarded), administrator.groups().find(owned).owner());
        assertEquals(1, administrator.groups().find(owned).members());
        assertEquals(Optional.empty(), administrator.groups().find(openGroup).owner());
        var created = messaging.as(Caller.user(other)).groups().create(Optional.empty(), Optional.empty(),
                Set.of(other, open));
        assertEquals(2, created.members());
        assertUnauthenticated(() -> strict.as(Caller.anonymous()).groups().create());
    }

    @Test
    void namesOfProtectedUsersAreForThoseWhoHaveShownWhoTheyAre() {
        assertEquals(open, messaging.as(Caller.anonymous()).users().find(open).id());
        assertEquals(guarded, messaging.as(Caller.user(other)).users().find(guarded).id());
        assertUnauthenticated(() -> messaging.as(Caller.anonymous()).users().find(guarded));
        assertUnauthenticated(() -> messaging.as(Caller.anonymous()).users().find(Set.of(open, guarded)));
        assertThrows(Refusal.NoSuchUser.class, () -> messaging.as(Caller.anonymous()).users().find(NOBODY));
        assertThrows(Refusal.NoSuchUser.class, () -> messaging.as(Caller.user(other)).users().find(NOBODY));
        assertEquals(2, messaging.as(Caller.user(other)).users().find(Set.of(open, guarded, NOBODY)).size());
        assertEquals(1, messaging.as(Caller.anonymous()).users().find(Set.of(open, NOBODY)).size());
        assertUnauthenticated(() -> strict.as(Caller.anonymous()).users().find(open));
        assertUnauthenticated(() -> strict.as(Caller.anonymous()).users().find(Set.of(NOBODY)));
    }

    @Test
    void whereCredentialsAreRequiredEveryNewUserHasAPassword() {
        assertThrows(Refusal.BadValue.class, () -> strict.as(Caller.anonymous()).users().create());
        assertDoesNotThrow(() -> strict.as(Caller.anonymous()).users().create(Optional.empty(), Optional.empty(),
                Optional.of(new Password("Secret-2"))));
        assertDoesNotThrow(() -> strict.as(Caller.administrator()).users().create());
    }

    private static void answered(Object answer) {
        assertNotNull(answer);
    }

    private static void assertUnauthenticated(Executable act) {
        assertThrows(Refusal.Unauthenticated.class, act);
    }

    private static void assertNotPermitted(Executable act) {
        assertThrows(Refusal.NotPermitted.class, act);
    }
}
