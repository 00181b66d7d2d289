package dev.messaging.core;

import dev.messaging.core.model.Accepted;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.From;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Decision.Done;
import dev.messaging.core.port.Inboxes;
import dev.messaging.core.port.RequestKey;
import dev.messaging.core.port.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sending messages, and checking what has come. Every method may also throw
 * {@link dev.messaging.core.port.StoreException}.
 */
public final class Messages {
    private final Inboxes inboxes;
    private final InstantSource clock;
    private final NewIds newIds;
    private final RequestKeys requestKeys;
    private final News news;
    private final Rights rights;

    Messages(Inboxes inboxes, InstantSource clock, NewIds newIds, RequestKeys requestKeys, News news, Rights rights) {
        this.inboxes = inboxes;
        this.clock = clock;
        this.newIds = newIds;
        this.requestKeys = requestKeys;
        this.news = news;
        this.rights = rights;
    }

    /**
     * Sends a message to a user or to a group. Once this has returned, the message is, or will be, in every recipient's
     * inbox exactly once, even if this process dies. The sender gets its own messages to groups and to itself.
     *
     * @param sender who writes
     * @param recipient a user, or a group that the sender is a member of
     * @param text what to say
     * @return the accepted message
     * @throws Refusal.Unauthenticated if the sender's account is protected, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     * @throws Refusal.Suspended if the account is suspended, and the caller no administrator
     * @throws Refusal.NoSuchUser if the sender or the receiving user does not exist
     * @throws Refusal.NoSuchGroup if the receiving group does not exist
     * @throws Refusal.Blocked if the receiving user blocks the sender
     * @throws Refusal.SenderNotMember if the sender is not in the receiving group
     */
    public Message send(UserId sender, Recipient recipient, Text text) {
        return send(new Draft(sender, recipient, text, false)).message();
    }

    /**
     * Sends a message, with a say in who gets copies; otherwise as {@link #send(UserId, Recipient, Text)}.
     *
     * @param draft what to send
     * @return the accepted message, and how many get it
     * @throws Refusal.Unauthenticated if the sender's account is protected, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     * @throws Refusal.Suspended if the account is suspended, and the caller no administrator
     * @throws Refusal.NoSuchUser if the sender or the receiving user does not exist
     * @throws Refusal.NoSuchGroup if the receiving group does not exist
     * @throws Refusal.Blocked if the receiving user blocks the sender
     * @throws Refusal.SenderNotMember if the sender is not in the receiving group
     */
    public Accepted send(Draft draft) {
        return send(draft, Optional.empty());
    }

    /**
     * Sends a message once, however often this is repeated with the same key within {@link RequestKey#KEPT}, by whatever node,
     * also after a {@link dev.messaging.core.port.StoreException} that tells of an unknown outcome. What was decided first is
     * answered each time, refusals by a rule included; otherwise as {@link #send(Draft)}.
     *
     * @param draft what to send
     * @param key the client's name for this request; none is as {@link #send(Draft)}
     * @return the accepted message, and how many get it
     * @throws Refusal.Unauthenticated if the sender's account is protected, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     * @throws Refusal.Suspended if the account is suspended, and the caller no administrator
     * @throws Refusal.NoSuchUser if the sender or the receiving user does not exist
     * @throws Refusal.NoSuchGroup if the receiving group does not exist
     * @throws Refusal.Blocked if the receiving user blocks the sender
     * @throws Refusal.SenderNotMember if the sender is not in the receiving group
     * @throws Refusal.KeyReused if the key was used for another message
     */
    public Accepted send(Draft draft, Optional<IdempotencyKey> key) {
        AccountCondition onSender = rights.toActAs(draft.sender());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Message message = message(draft, newIds.message(), now);
        AtomicReference<List<UserId>> owners = new AtomicReference<>(known(draft));
        Done done;
        try {
            done = inboxes.deliver(message, onSender, facts -> {
                List<UserId> admitted = SendRules.recipients(draft, facts);
                owners.set(admitted);
                return admitted;
            }, key.map(given -> requestKeys.of(given, "send", draft.sender().value(), asked(draft), now)));
        } catch (StoreException trouble) {
            if (trouble.outcome() == StoreException.Outcome.UNKNOWN) {
                news.came(owners.get()); // It may be there.
            }
            throw trouble;
        }
        news.came(owners.get());
        return new Accepted(message(draft, new MessageId(done.id()), done.at()), done.count());
    }

    /** Who may get the message, if the rule is not asked again. */
    private static List<UserId> known(Draft draft) {
        return draft.recipient() instanceof UserId receiver
                ? List.of(receiver, draft.sender())
                : List.of(draft.sender());
    }

    private static Message message(Draft draft, MessageId id, Instant sentAt) {
        return new Message(id, draft.sender(), draft.recipient(), draft.text(), sentAt);
    }

    private static List<String> asked(Draft draft) {
        return List.of(draft.sender().value(), draft.recipient().value(), draft.text().value(),
                Boolean.toString(draft.copyToSender()));
    }

    /**
     * Checks an inbox: what stands in it behind a place, oldest first. Poll with {@link From#after} the {@code next} of
     * the page before: that misses nothing, shows nothing twice, and costs one read.
     *
     * @param owner whose inbox
     * @param from where to begin
     * @param limit the most entries to return, from 1 to {@value Limits#PAGE_MAX}
     * @return the entries, and where to go on
     * @throws Refusal.Unauthenticated if the owner's account is protected, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     * @throws Refusal.Suspended if the account is suspended, and the caller no administrator
     * @throws Refusal.NoSuchUser if the owner does not exist
     * @throws Refusal.BadValue if the limit is out of range, or the cursor another user's
     * @throws Refusal.CursorGone if the store has not the place that the cursor remembers
     */
    public InboxPage check(UserId owner, From from, int limit) {
        Limits.checkPage(limit);
        checkCursor(owner, from);
        return inboxes.read(owner, from, limit, rights.toActAs(owner));
    }

    /**
     * Checks an inbox without a limit, page by page: everything behind a place that stood in the inbox when this was
     * called, in memory for one page. The first page is read at once, so that refusals come from here; the iterator reads
     * the others as it is asked for them and may throw {@link dev.messaging.core.port.StoreException} then.
     *
     * @param owner whose inbox
     * @param from where to begin
     * @return at least one page; for one thread
     * @throws Refusal.Unauthenticated if the owner's account is protected, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     * @throws Refusal.Suspended if the account is suspended, and the caller no administrator
     * @throws Refusal.NoSuchUser if the owner does not exist
     * @throws Refusal.BadValue if the cursor is another user's
     * @throws Refusal.CursorGone if the store has not the place that the cursor remembers
     */
    public Iterator<InboxPage> checkAll(UserId owner, From from) {
        checkCursor(owner, from);
        return new PagesToTail(inboxes, owner, from, rights.toActAs(owner));
    }

    /**
     * Follows an inbox: what stands behind a place, and then what comes, as it comes. What this node sends is there at once, what
     * other nodes send after a while: see {@link Messaging.Builder#newsEvery}.
     *
     * @param owner whose inbox
     * @param from where to begin
     * @param limit the most entries to return at once, from 1 to {@value Limits#PAGE_MAX}
     * @return what follows it; to be closed
     * @throws Refusal.Unauthenticated if the owner's account is protected, and the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is somebody else
     * @throws Refusal.Suspended if the account is suspended, and the caller no administrator
     * @throws Refusal.BadValue if the limit is out of range, or the cursor another user's
     * @throws Refusal.TooManyListeners if too many listen on this node already
     */
    public Listener listen(UserId owner, From from, int limit) {
        Limits.checkPage(limit);
        checkCursor(owner, from);
        return new Listener(inboxes, news, owner, from, limit, rights.toActAs(owner));
    }

    /**
     * Removes the oldest entries of an inbox for good, a part at a time. The newest entry stays whatever its age, and so does what
     * belongs to deliveries that are still under way. Cursors that point at what was removed are gone.
     *
     * @param owner whose inbox
     * @param before entries that were appended before this time go; at least {@link Inboxes#TRIM_AGE_MIN} ago
     * @param atMost the most entries to remove now, from 1 to {@value Inboxes#TRIM_MAX}
     * @return how many were removed; fewer than {@code atMost} only when there are no more
     * @throws Refusal.Unauthenticated if the caller has not shown who it is
     * @throws Refusal.NotPermitted if the caller is no administrator
     * @throws Refusal.NoSuchUser if the owner does not exist
     * @throws Refusal.BadValue if the time or the number is out of range
     */
    public int trim(UserId owner, Instant before, int atMost) {
        rights.checkAdministers("trim inboxes");
        if (before.isAfter(clock.instant().minus(Inboxes.TRIM_AGE_MIN))) {
            throw new Refusal.BadValue("before", "must be at least " + Inboxes.TRIM_AGE_MIN.toHours() + " hours ago");
        }
        if (atMost < 1 || atMost > Inboxes.TRIM_MAX) {
            throw new Refusal.BadValue("atMost", "must be from 1 to " + Inboxes.TRIM_MAX);
        }
        return inboxes.trim(owner, before, atMost);
    }

    private static void checkCursor(UserId owner, From from) {
        if (from instanceof From.After(Cursor cursor)) {
            cursor.checkOwner(owner);
        }
    }
}
