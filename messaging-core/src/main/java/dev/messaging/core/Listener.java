package dev.messaging.core;

import dev.messaging.core.model.Cursor;
import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Inboxes;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows one inbox: what stands behind a place, and then what comes, as it comes. For one thread, but for {@link #close}, which
 * any thread may call.
 */
public final class Listener implements AutoCloseable {
    private final Inboxes inboxes;
    private final News news;
    private final News.Ear ear;
    private final UserId owner;
    private final From begin;
    private final AccountCondition onOwner;
    private final int limit;
    private @Nullable Cursor reached;

    Listener(Inboxes inboxes, News news, UserId owner, From begin, int limit, AccountCondition onOwner) {
        this.inboxes = inboxes;
        this.news = news;
        this.owner = owner;
        this.begin = begin;
        this.limit = limit;
        this.onOwner = onOwner;
        this.ear = news.listen(owner);
    }

    /**
     * Waits for the next entries. The first time the inbox is read at once, and after that only if there may be some.
     *
     * @param atMost how long to wait
     * @return entries, or none if none came in time or it {@link #ended()}; and where to go on from
     * @throws Refusal what {@link Messages#check} throws; the first time also {@link Refusal.TooManyListeners}, if too many
     *     listen to this inbox already
     */
    public InboxPage next(Duration atMost) {
        long deadlineNanos = news.nanoTime() + atMost.toNanos();
        InboxPage page = reached == null ? read(begin) : nothing(reached);
        while (page.entries().isEmpty() && ear.hears(Duration.ofNanos(deadlineNanos - news.nanoTime()))) {
            page = read(From.after(page.next()));
        }
        return page;
    }

    private InboxPage read(From from) {
        boolean whole = false;
        try {
            InboxPage page = news.read(() -> inboxes.read(owner, from, limit, onOwner));
            reached = page.next();
            ear.knows(page.next().position());
            whole = !page.more();
            return page;
        } finally {
            if (!whole) {
                ear.wake(); // There is more, or there may be: it was not to be found out.
            }
        }
    }

    private static InboxPage nothing(Cursor next) {
        return new InboxPage(List.of(), next, false);
    }

    /**
     * Whether nothing comes here any more: this was closed, or the node is stopping. Elsewhere one can go on.
     *
     * @return whether it has ended
     */
    public boolean ended() {
        return ear.closed();
    }

    /** Ends it, and wakes whoever waits in it. Makes room for others. Closing twice does no harm. */
    @Override
    public void close() {
        ear.close();
    }
}
