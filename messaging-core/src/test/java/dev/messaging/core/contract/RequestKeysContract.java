package dev.messaging.core.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.Access;
import dev.messaging.core.Attempts;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.Accepted;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.RequestKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a store must do for requests that carry an idempotency key. */
public interface RequestKeysContract extends StoreContract {
    /** What an administrator can do, who may act as everybody. */
    default Access administrator() {
        return backend().as(Caller.administrator());
    }

    default Messaging backend() {
        return Messaging.over(store()).clock(clock()).hashing(new CheapHashing()).build();
    }

    default Optional<IdempotencyKey> newKey() {
        return Optional.of(new IdempotencyKey("key " + ThreadLocalRandom.current().nextLong()));
    }

    /** As the administrator. */
    @CanIgnoreReturnValue
    default Accepted send(Draft draft, Optional<IdempotencyKey> key) {
        return administrator().messages().send(draft, key);
    }

    default Draft draft(UserId sender, Recipient recipient, String text) {
        return new Draft(sender, recipient, new Text(text), false);
    }

    @Test
    default void aKeyedMessageThatIsSentAgainIsOneMessageAndAnsweredTheSame() {
        UserId ada = newUser();
        UserId bob = newUser();
        Optional<IdempotencyKey> key = newKey();
        Accepted first = send(draft(ada, bob, "once"), key);
        sendTo(ada, bob, "between");
        Accepted again = send(draft(ada, bob, "once"), key);
        assertEquals(first, again);
        assertEquals(List.of("once", "between"), texts(all(bob)));
    }

    @Test
    default void withoutAKeyEqualMessagesAreDifferentOnes() {
        UserId ada = newUser();
        Accepted first = send(draft(ada, ada, "twice"), Optional.empty());
        Accepted second = send(draft(ada, ada, "twice"), newKey());
        assertNotEquals(first.message().id(), second.message().id());
        assertEquals(List.of("twice", "twice"), texts(all(ada)));
    }

    @Test
    default void aKeyedGroupMessageReachesEachMemberOnce() {
        List<UserId> members = newUsers(5);
        GroupId group = newGroup(members);
        Optional<IdempotencyKey> key = newKey();
        Accepted first = send(draft(members.getFirst(), group, "to all"), key);
        UserId late = newUser();
        administrator().groups().add(group, late);
        Accepted again = send(draft(members.getFirst(), group, "to all"), key);
        assertEquals(first, again);
        assertEquals(5, again.inboxes());
        members.forEach(member -> assertEquals(List.of("to all"), texts(all(member))));
        assertEquals(List.of(), texts(all(late)));
    }

    @Test
    default void aKeyedMessageWithACopyStandsInBothInboxesOnce() {
        UserId ada = newUser();
        UserId bob = newUser();
        Optional<IdempotencyKey> key = newKey();
        Draft draft = new Draft(ada, bob, new Text("copied"), true);
        Accepted first = send(draft, key);
        assertEquals(first, send(draft, key));
        assertEquals(2, first.inboxes());
        assertEquals(List.of("copied"), texts(all(ada)));
        assertEquals(List.of("copied"), texts(all(bob)));
    }

    @Test
    default void aBlockInBetweenDoesNotTurnARepeatedAnswerIntoARefusal() {
        UserId ada = newUser();
        UserId bob = newUser();
        Optional<IdempotencyKey> key = newKey();
        Accepted first = send(draft(ada, bob, "before"), key);
        assertNotNull(administrator().users().block(bob, ada, BlockScope.DIRECT));
        assertEquals(first, send(draft(ada, bob, "before"), key));
        assertThrows(Refusal.Blocked.class, () -> send(draft(ada, bob, "after"), newKey()));
        assertEquals(List.of("before"), texts(all(bob)));
    }

    @Test
    default void aRefusalByARuleIsRepeatedEvenIfTheRuleWouldNowAllowIt() {
        UserId ada = newUser();
        UserId bob = newUser();
        GroupId group = newGroup(List.of(bob));
        assertNotNull(administrator().users().block(bob, ada, BlockScope.DIRECT));
        Optional<IdempotencyKey> toUser = newKey();
        Optional<IdempotencyKey> toGroup = newKey();
        assertThrows(Refusal.Blocked.class, () -> send(draft(ada, bob, "no"), toUser));
        assertThrows(Refusal.SenderNotMember.class,
                () -> send(draft(ada, group, "no"), toGroup));
        administrator().users().unblock(bob, ada);
        administrator().groups().add(group, ada);
        Refusal blocked = assertThrows(Refusal.Blocked.class,
                () -> send(draft(ada, bob, "no"), toUser));
        assertEquals(new Refusal.Blocked(bob).getMessage(), blocked.getMessage());
        assertThrows(Refusal.SenderNotMember.class,
                () -> send(draft(ada, group, "no"), toGroup));
        assertEquals(List.of(), texts(all(bob)));
    }

    @Test
    default void whoDoesNotExistIsRememberedAsWell() {
        UserId ada = newUser();
        UserId nobody = unknownUser();
        GroupId nothing = unknownGroup();
        Optional<IdempotencyKey> toUser = newKey();
        Optional<IdempotencyKey> toGroup = newKey();
        assertThrows(Refusal.NoSuchUser.class, () -> send(draft(ada, nobody, "?"), toUser));
        assertThrows(Refusal.NoSuchGroup.class,
                () -> send(draft(ada, nothing, "?"), toGroup));
        newUser(nobody);
        assertEquals(nobody.value(), assertThrows(Refusal.NoSuchUser.class,
                () -> send(draft(ada, nobody, "?"), toUser)).id());
        assertThrows(Refusal.NoSuchGroup.class,
                () -> send(draft(ada, nothing, "?"), toGroup));
    }

    @Test
    default void whoMayNotActAsTheSenderLearnsNothingByAKey() {
        UserId ada = newProtectedUser(aHash());
        UserId bob = newUser();
        Optional<IdempotencyKey> key = newKey();
        Access anonymous = backend().as(Caller.anonymous());
        assertThrows(Refusal.Unauthenticated.class, () -> anonymous.messages().send(draft(ada, bob, "mine"), key));
        Accepted accepted = backend().as(Caller.user(ada)).messages().send(draft(ada, bob, "mine"), key);
        assertThrows(Refusal.Unauthenticated.class, () -> anonymous.messages().send(draft(ada, bob, "mine"), key));
        assertEquals(accepted, backend().as(Caller.user(ada)).messages().send(draft(ada, bob, "mine"), key));
    }

    @Test
    default void anUnknownSenderIsNotRemembered() {
        UserId ada = unknownUser();
        UserId bob = newUser();
        Optional<IdempotencyKey> key = newKey();
        assertThrows(Refusal.NoSuchUser.class, () -> send(draft(ada, bob, "hello"), key));
        newUser(ada);
        send(draft(ada, bob, "hello"), key);
        assertEquals(List.of("hello"), texts(all(bob)));
    }

    @Test
    default void aKeyOfAnotherMessageIsRefused() {
        UserId ada = newUser();
        UserId bob = newUser();
        Optional<IdempotencyKey> key = newKey();
        send(draft(ada, bob, "one"), key);
        List.of(draft(ada, bob, "other"), draft(ada, ada, "one"), new Draft(ada, bob, new Text("one"), true))
                .forEach(other -> assertThrows(Refusal.KeyReused.class,
                        () -> send(other, key)));
        assertEquals(List.of("one"), texts(all(bob)));
        assertEquals(List.of(), texts(all(ada)));
    }

    @Test
    default void keysOfDifferentSendersCallersAndKindsDoNotMeet() {
        UserId ada = newUser();
        UserId bob = newUser();
        Optional<IdempotencyKey> key = newKey();
        send(draft(ada, ada, "a"), key);
        send(draft(bob, ada, "b"), key);
        List.<Object>of(backend().as(Caller.user(ada)).messages().send(draft(ada, ada, "c"), key),
                backend().as(Caller.anonymous()).messages().send(draft(ada, ada, "d"), key),
                administrator().users().create(Optional.empty(), Optional.empty(), Optional.empty(), key),
                administrator().groups().create(Optional.empty(), Optional.empty(), Set.of(), key))
                .forEach(Assertions::assertNotNull);
        assertEquals(List.of("a", "b", "c", "d"), texts(all(ada)));
    }

    @Test
    default void aDayLaterAKeyIsAsGoodAsNew() {
        UserId ada = newUser();
        String id = String.format("%064x", ThreadLocalRandom.current().nextLong());
        Instant now = clock().instant();
        Message first = message(ada, ada, "first");
        Message second = message(ada, ada, "second");
        deliver(first, new RequestKey(id, "1", now));
        assertEquals(first.id().value(),
                deliver(second, new RequestKey(id, "1", now.plus(RequestKey.KEPT).minusMillis(1))).id());
        assertEquals(second.id().value(), deliver(second, new RequestKey(id, "2", now.plus(RequestKey.KEPT))).id());
        assertThrows(Refusal.KeyReused.class,
                () -> deliver(message(ada, ada, "third"), new RequestKey(id, "1", now.plus(RequestKey.KEPT))));
        assertEquals(List.of("first", "second"), texts(all(ada)));
    }

    @CanIgnoreReturnValue
    private Done deliver(Message message, RequestKey key) {
        return store().inboxes().deliver(message, AccountCondition.exists(), facts -> List.of(message.sender()),
                Optional.of(key));
    }

    @Test
    default void ofManyRequestsAtOnceWithOneKeyOneCounts() throws InterruptedException, ExecutionException {
        List<UserId> members = newUsers(3);
        UserId ada = members.getFirst();
        GroupId group = newGroup(members);
        for (Recipient recipient : List.of(members.getLast(), group)) {
            Optional<IdempotencyKey> key = newKey();
            assertOneAnswer(8, () -> send(draft(ada, recipient, "at once"), key));
        }
        assertEquals(List.of("at once", "at once"), texts(all(members.getLast())));
        assertEquals(List.of("at once"), texts(all(ada)));
    }

    private static void assertOneAnswer(int callers, Callable<?> request)
            throws InterruptedException, ExecutionException {
        List<Callable<?>> requests = Collections.nCopies(callers, request);
        assertEquals(1, AtOnce.run(requests).stream().distinct().count());
    }

    @Test
    default void aUserIsCreatedOnceByOneKey() {
        Optional<IdempotencyKey> key = newKey();
        Optional<Name> name = Optional.of(new Name("Ada"));
        User first = administrator().users().create(Optional.empty(), name, Optional.empty(), key);
        clock().move(Duration.ofSeconds(5));
        assertEquals(first, administrator().users().create(Optional.empty(), name, Optional.empty(), key));
        assertEquals(first, administrator().users().find(first.id()));
        assertThrows(Refusal.KeyReused.class, () -> administrator().users().create(Optional.empty(),
                Optional.of(new Name("Bob")), Optional.empty(), key));
    }

    @Test
    default void aUserWithoutANameIsNamedAfterTheIdThatCameFirst() {
        Optional<IdempotencyKey> key = newKey();
        User first = administrator().users().create(Optional.empty(), Optional.empty(), Optional.empty(), key);
        User again = administrator().users().create(Optional.empty(), Optional.empty(), Optional.empty(), key);
        assertEquals(first, again);
        assertEquals(first.id().value(), again.name().value());
    }

    @Test
    default void thePasswordIsTheOneThatCameFirst() {
        Optional<IdempotencyKey> key = newKey();
        Password first = new Password("Secret-first");
        Password second = new Password("Secret-second");
        Messaging backend = backend();
        Access anonymous = backend.as(Caller.anonymous());
        User user = anonymous.users().create(Optional.empty(), Optional.empty(), Optional.of(first), key);
        assertEquals(user, anonymous.users().create(Optional.empty(), Optional.empty(), Optional.of(second), key));
        assertEquals(Caller.user(user.id()),
                backend.authentication().byPassword(user.id().value(), first, Attempts.unlimited()));
        assertThrows(Refusal.WrongCredentials.class,
                () -> backend.authentication().byPassword(user.id().value(), second, Attempts.unlimited()));
    }

    @Test
    default void aUserOfAChosenIdHasThePasswordAndTheTimeThatCameFirst() {
        Optional<IdempotencyKey> key = newKey();
        Optional<UserId> id = Optional.of(unknownUser());
        Messaging backend = backend();
        Access anonymous = backend.as(Caller.anonymous());
        User first = anonymous.users().create(id, Optional.empty(), Optional.of(new Password("Secret-first")), key);
        clock().move(Duration.ofSeconds(5));
        Password second = new Password("Secret-second");
        assertEquals(first, anonymous.users().create(id, Optional.empty(), Optional.of(second), key));
        assertThrows(Refusal.WrongCredentials.class,
                () -> backend.authentication().byPassword(first.id().value(), second, Attempts.unlimited()));
    }

    @Test
    default void aGroupIsCreatedOnceByOneKeyWhateverTheOrderOfItsMembers() {
        List<UserId> members = newUsers(3);
        Optional<IdempotencyKey> key = newKey();
        Optional<Name> name = Optional.of(new Name("Chess"));
        Group first = administrator().groups().create(Optional.empty(), name, Set.copyOf(members), key);
        administrator().groups().remove(first.id(), members.getLast());
        assertEquals(first,
                administrator().groups().create(Optional.empty(), name, Set.copyOf(members.reversed()), key));
        assertEquals(2, administrator().groups().find(first.id()).members());
        assertThrows(Refusal.KeyReused.class,
                () -> administrator().groups().create(Optional.empty(), name, Set.of(members.getFirst()), key));
        assertEquals(1, administrator().groups().of(members.getFirst(), Optional.empty(), 10).items().size());
    }

    @Test
    default void aLargeGroupIsCreatedOnceByOneKey() {
        List<UserId> members = newUsers(60);
        Optional<IdempotencyKey> key = newKey();
        Group first = administrator().groups().create(Optional.empty(), Optional.empty(), Set.copyOf(members), key);
        assertEquals(first,
                administrator().groups().create(Optional.empty(), Optional.empty(), Set.copyOf(members), key));
        assertEquals(1, administrator().groups().of(members.getLast(), Optional.empty(), 10).items().size());
        assertEquals(60, administrator().groups().find(first.id()).members());
    }

    @Test
    default void ofManyCreationsAtOnceWithOneKeyOneCounts() throws InterruptedException, ExecutionException {
        List<UserId> few = newUsers(3);
        List<UserId> many = newUsers(40);
        Optional<IdempotencyKey> key = newKey();
        assertOneAnswer(6,
                () -> administrator().users().create(Optional.empty(), Optional.empty(), Optional.empty(), key));
        for (List<UserId> members : List.of(few, many)) {
            Optional<IdempotencyKey> ofGroup = newKey();
            assertOneAnswer(6, () -> administrator().groups().create(Optional.empty(), Optional.empty(),
                    Set.copyOf(members), ofGroup));
            assertEquals(1, administrator().groups().of(members.getFirst(), Optional.empty(), 10).items().size());
        }
    }

    @Test
    default void aGroupThatWasRefusedIsRefusedAgain() {
        UserId nobody = unknownUser();
        Set<UserId> members = Set.of(newUser(), nobody);
        Optional<IdempotencyKey> key = newKey();
        assertThrows(Refusal.NoSuchUser.class,
                () -> administrator().groups().create(Optional.empty(), Optional.empty(), members, key));
        newUser(nobody);
        assertEquals(nobody.value(), assertThrows(Refusal.NoSuchUser.class,
                () -> administrator().groups().create(Optional.empty(), Optional.empty(), members, key)).id());
        assertEquals(List.of(), administrator().groups().of(nobody, Optional.empty(), 10).items());
    }
}
