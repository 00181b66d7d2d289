package dev.messaging.core;

import dev.messaging.core.model.From;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.AccountCondition;
import dev.messaging.core.port.Inboxes;
import java.time.Duration;
import java.util.Optional;

/** Follows one inbox: what stands behind a place, and then what comes, as it comes. For one thread; to be closed. */
public final class Listening implements AutoCloseable {
    private final Inboxes inboxes;
    private final News news;
    private final News.Ear ear;
    private final UserId owner;
    private final AccountCondition onOwner;
    private final int limit;
    private From from;

    Listening(Inboxes inboxes, News news, UserId owner, From from, int limit, AccountCondition onOwner) {
        this.inboxes = inboxes;
        this.news = news;
        this.owner = owner;
        this.from = from;
        this.limit = limit;
        this.onOwner = onOwner;
        this.ear = news.listen(owner);
    }

    /**
     * Waits for the next entries. The inbox is read only if there may be some.
     *
     * @param atMost how long to wait
     * @return at least one entry; or empty if none came in time, or {@link #ended()}
     * @throws Refusal what {@link Messages#check} throws
     */
    public Optional<InboxPage> next(Duration atMost) {
        long deadlineNanos = System.nanoTime() + atMost.toNanos();
        while (ear.hears(Duration.ofNanos(deadlineNanos - System.nanoTime()))) {
            InboxPage page = read();
            if (!page.entries().isEmpty()) {
                return Optional.of(page);
            }
        }
        return Optional.empty();
    }

    private InboxPage read() {
        boolean done = false;
        try {
            InboxPage page = inboxes.read(owner, from, limit, onOwner);
            from = From.after(page.next());
            ear.knows(page.next().position());
            done = !page.more();
            return page;
        } finally {
            if (!done) {
                ear.wake(); // There is more, or there may be: it was not to be found out.
            }
        }
    }

    /**
     * Whether nothing comes any more, for this node is stopping. Others have what comes.
     *
     * @return whether it has ended
     */
    public boolean ended() {
        return news.ended();
    }

    /** Makes room for others. */
    @Override
    public void close() {
        ear.close();
    }
}
