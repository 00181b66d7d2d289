package dev.messaging.core;

import dev.messaging.core.model.Accepted;
import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.Draft;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Inboxes;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sending messages, and checking what has come. Every method may also throw
 * {@link dev.messaging.core.port.StoreException}.
 */
public final class Messages {
    private final Inboxes inboxes;
    private final InstantSource clock;
    private final NewIds newIds;
    private final Rights rights;

    Messages(Inboxes inboxes, InstantSource clock, NewIds newIds, Rights rights) {
        this.inboxes = inboxes;
        this.clock = clock;
        this.newIds = newIds;
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
     * @throws Refusal.NoSuchUser if the sender or the receiving user does not exist
     * @throws Refusal.NoSuchGroup if the receiving group does not exist
     * @throws Refusal.Blocked if the receiving user blocks the sender
     * @throws Refusal.SenderNotMember if the sender is not in the receiving group
     */
    public Accepted send(Draft draft) {
        AccountCondition onSender = rights.toActAs(draft.sender());
        Message message = new Message(newIds.message(), draft.sender(), draft.recipient(), draft.text(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        AtomicInteger recipients = new AtomicInteger();
        inboxes.deliver(message, onSender, facts -> {
            List<UserId> admitted = SendRules.recipients(draft, facts);
            recipients.set(admitted.size());
            return admitted;
        });
        return new Accepted(message, recipients.get());
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
     * @throws Refusal.NoSuchUser if the owner does not exist
     * @throws Refusal.BadValue if the cursor is another user's
     * @throws Refusal.CursorGone if the store has not the place that the cursor remembers
     */
    public Iterator<InboxPage> checkAll(UserId owner, From from) {
        checkCursor(owner, from);
        return new PagesToTail(inboxes, owner, from, rights.toActAs(owner));
    }

    private static void checkCursor(UserId owner, From from) {
        if (from instanceof From.After(Cursor cursor)) {
            cursor.checkOwner(owner);
        }
    }
}
