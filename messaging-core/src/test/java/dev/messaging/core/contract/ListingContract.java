package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.GroupCondition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What listing all users and all groups must do. Others may be in the store. */
public interface ListingContract extends StoreContract {
    @Test
    default void everyUserIsListedOnceWhateverTheSizeOfTheParts() {
        List<UserId> users = newUsers(25);
        UserId blocker = users.getFirst();
        var unused = newGroup(users); // Memberships stand between users, in some stores.
        PasswordHash password = aHash();
        UserId withPassword = newProtectedUser(password);
        for (int limit : new int[]{1, 7, 1_000}) {
            List<Account> all = listed(store().directory()::users, account -> account.user().id(), limit);
            List<UserId> ids = all.stream().map(account -> account.user().id()).toList();
            assertEquals(ids.size(), new HashSet<>(ids).size(), "each once");
            assertTrue(ids.containsAll(users), "all of them");
            Account found = all.stream().filter(account -> account.user().id().equals(withPassword)).findFirst()
                    .orElseThrow();
            assertEquals(Optional.of(password), found.password());
            assertEquals(store().directory().findUser(blocker),
                    all.stream().filter(account -> account.user().id().equals(blocker)).findFirst());
        }
    }

    @Test
    default void whoWasErasedIsNotListedAndWhoIsSuspendedIs() {
        UserId ada = newUser();
        UserId bob = newUser();
        Erasure unused = store().erase(ada, 100);
        store().credentials().suspend(bob, true);
        List<Account> all = listed(store().directory()::users, account -> account.user().id(), 7);
        assertTrue(all.stream().noneMatch(account -> account.user().id().equals(ada)));
        assertTrue(all.contains(store().directory().findUser(bob).orElseThrow()));
    }

    @Test
    default void everyGroupIsListedOnceAsItIs() {
        List<UserId> users = newUsers(3);
        List<GroupId> groups = List.of(newGroup(users), newGroup(List.of()), newGroup(users.subList(0, 1)),
                GroupsContract.newOwnedGroup(this, users.get(1), List.of(users.get(2))));
        for (int limit : new int[]{1, 2, 1_000}) {
            List<Group> all = listed(store().directory()::groups, Group::id, limit);
            assertEquals(all.size(), new HashSet<>(all.stream().map(Group::id).toList()).size(), "each once");
            for (GroupId group : groups) {
                assertEquals(Optional.of(store().directory().findGroup(group,
                        GroupCondition.exists())),
                        all.stream().filter(found -> found.id().equals(group)).findFirst());
            }
        }
    }

    @Test
    default void aPartHasNoMoreThanWasAskedForAndTheOrderIsTheSameEachTime() {
        List<UserId> users = newUsers(5);
        Page<Account> part = store().directory().users(Optional.empty(), 2);
        assertEquals(2, part.items().size());
        assertTrue(part.more());
        assertEquals(part, store().directory().users(Optional.empty(), 2));
        assertTrue(users.size() > 2);
    }

    @Test
    default void onlyAdministratorsListEverybody() {
        Messaging messaging = Messaging.over(store()).clock(clock()).build();
        assertThrows(Refusal.Unauthenticated.class,
                () -> messaging.as(Caller.anonymous()).users().all(Optional.empty(), 1));
        Access user = messaging.as(Caller.user(newUser()));
        assertThrows(Refusal.NotPermitted.class, () -> user.users().all(Optional.empty(), 1));
        assertThrows(Refusal.NotPermitted.class, () -> user.groups().all(Optional.empty(), 1));
        Access administrator = messaging.as(Caller.administrator());
        assertThrows(Refusal.BadValue.class, () -> administrator.users().all(Optional.empty(), 0));
        assertThrows(Refusal.BadValue.class, () -> administrator.groups().all(Optional.empty(), 1_001));
        assertEquals(1, administrator.users().all(Optional.empty(), 1).items().size());
    }

    private <T, K> List<T> listed(BiFunction<Optional<K>, Integer, Page<T>> page, Function<T, K> id, int limit) {
        List<T> all = new ArrayList<>();
        Page<T> part;
        do {
            part = page.apply(all.isEmpty() ? Optional.empty() : Optional.of(id.apply(all.getLast())), limit);
            assertTrue(part.items().size() <= limit);
            assertTrue(part.items().size() == limit || !part.more(), "a part with more behind it is full");
            all.addAll(part.items());
        } while (part.more());
        return all;
    }
}
