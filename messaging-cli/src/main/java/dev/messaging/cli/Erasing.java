package dev.messaging.cli;

import dev.messaging.cli.Shown.ErasedShown;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.Access;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.Erasure;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Page;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Store;
import dev.messaging.core.port.StoreException;
import dev.messaging.core.port.Subject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Erases one user to the end, or as far as it can be done now. Before it begins it says what will go, and whoever wants that types
 * the id. An erasure that was begun is gone on with without asking again: there is no way back, and nothing left to decide.
 */
final class Erasing {
    private static final int AT_ONCE = 100;
    private static final int TYPED_MAX = 200;
    private static final int COUNTED_MAX = 1_000;

    private final Surroundings surroundings;
    private final PrintWriter notes;

    Erasing(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.notes = surroundings.notes();
    }

    /** Makes sure that somebody can be asked about each. */
    void checkCanAsk(Ids<UserId> users) {
        if (users.areOnInput()) {
            throw new WrongUsage("user erase cannot ask where the ids come from; --yes says yes without being asked.");
        }
        if (!surroundings.terminal()) {
            throw new WrongUsage("user erase asks at a terminal before it begins; --yes says yes without being asked.");
        }
    }

    ErasedShown erase(Access access, Store store, UserId user, boolean asks) {
        Optional<Account> account = store.directory().findUser(user);
        if (asks && account.isPresent()) {
            ask(access, store, account.get());
        } else if (asks) {
            askIfNobodys(store, user);
        }
        Erasure all = toTheEnd(access, user);
        tell(user, all, account.isPresent());
        return ErasedShown.of(user, all);
    }

    private static Erasure toTheEnd(Access access, UserId user) {
        Erasure all = access.users().erase(user, AT_ONCE);
        try {
            while (all.left() instanceof Erasure.More) {
                all = all.then(access.users().erase(user, AT_ONCE));
            }
            return all;
        } catch (StoreException trouble) {
            throw new DoneInPart(user + " is erased in part; the same command goes on with it. " + trouble.getMessage(),
                    trouble);
        }
    }

    private void ask(Access access, Store store, Account account) {
        UserId user = account.user().id();
        Page<Block> blocks = access.users().blocks(user, Optional.empty(), COUNTED_MAX);
        Page<Membership> groups = access.groups().of(user, Optional.empty(), COUNTED_MAX);
        notes.println("This erases " + user + " from " + store.location() + " for good:");
        notes.println("  name      " + Printable.line(account.user().name().value()));
        notes.println("  sessions  " + access.sessions().of(user).size());
        notes.println("  blocks    " + counted(blocks) + " that it has set, and all against it");
        notes.println("  groups    " + counted(groups) + names(groups));
        notes.println("  messages  at most " + store.inboxes().tail(user).sequence() + " in its inbox");
        notes.println("Messages that it sent stay with those who got them. Nobody gets the id again.");
        askToType(user);
    }

    /** Whose erasure was begun is not asked about again. */
    private void askIfNobodys(Store store, UserId user) {
        long messages = store.inboxes().tail(user).sequence();
        Seen seen = store.archive().look(List.of(new Subject.OfOwner(user))).getFirst();
        if (seen instanceof Seen.OfOwner owner && owner.presence() == Seen.Presence.ABSENT) {
            notes.println("There is no " + user + " in " + store.location()
                    + ". This erases whatever stands under that id for"
                    + " good: an inbox with at most " + messages
                    + " messages, as an import leaves it that is not finished, or blocks and memberships.");
            notes.println("Nobody gets the id, nor can a later import bring the user.");
            askToType(user);
        }
    }

    private void askToType(UserId user) {
        notes.print("Type " + user + " to go on: ");
        notes.flush();
        if (!typed().equals(user.value())) {
            throw new WrongUsage("What was typed is not " + user + "; nothing was done.");
        }
    }

    private static String counted(Page<?> page) {
        return page.items().size() + (page.more() ? " or more" : "");
    }

    private static String names(Page<Membership> groups) {
        return groups.items().isEmpty()
                ? ""
                : groups.items().stream().limit(5).map(group -> Printable.line(group.groupName().value()))
                        .collect(Collectors.joining(", ", ": ",
                                groups.items().size() > 5 || groups.more() ? ", …" : ""));
    }

    /** A line, which the terminal shows as it is typed. */
    private String typed() {
        try {
            byte[] line = new byte[TYPED_MAX];
            int length = 0;
            for (int next = surroundings.input().read(); next >= 0 && next != '\n'
                    && length < TYPED_MAX; next = surroundings.input().read()) {
                line[length++] = (byte) next;
            }
            return new String(line, 0, length, StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw PasswordSource.unreadable("Standard input", unreadable);
        }
    }

    private void tell(UserId user, Erasure erasure, boolean wasThere) {
        switch (erasure.left()) {
            case Erasure.Nothing() when !wasThere && ErasedShown.isNothing(erasure) ->
                notes.println(user + " was erased before; nothing was left of it.");
            case Erasure.Later(var notBefore, var why) -> notes.println(
                    "Not everything can go yet. " + why + " Run the same command again after " + notBefore + ".");
            default -> {
            }
        }
    }
}
