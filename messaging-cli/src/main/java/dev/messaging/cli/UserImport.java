package dev.messaging.cli;

import dev.messaging.cli.bulk.People;
import dev.messaging.cli.bulk.People.Person;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.Access;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Store;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Creates the users of a table, one after the other: what is there already with the same name and kind of account is passed over. */
final class UserImport {
    private static final int SHOWN_MAX = 20;

    private final PrintWriter notes;
    private final List<Row> rows = new ArrayList<>();
    private int conflicts;

    UserImport(PrintWriter notes) {
        this.notes = notes;
    }

    /**
     * What became of a row.
     *
     * @param result {@code created}, {@code identical} or {@code conflict}
     */
    record Row(long line, String userId, String result) {}

    record Answer(int skipped, int conflicts, List<Row> users) {}

    /** Shows what is wrong, and refuses to go on unless that is wanted. */
    void checkAll(People people, boolean skipBad) {
        people.wrong().stream().limit(SHOWN_MAX).forEach(why -> notes.println(why + "."));
        if (people.wrong().size() > SHOWN_MAX) {
            notes.println("... and " + (people.wrong().size() - SHOWN_MAX) + " more.");
        }
        if (!people.wrong().isEmpty() && !skipBad) {
            throw new WrongUsage(
                    people.wrong().size() + " lines are wrong, and nothing was written: correct them, or leave"
                            + " them out by --skip-bad.");
        }
    }

    Answer create(People people, Access access, Store store) {
        try {
            people.right().forEach(person -> rows.add(create(person, access, store)));
        } catch (RuntimeException trouble) {
            notes.println(rows.size() + " of " + people.right().size() + " lines were done before this.");
            throw trouble;
        }
        return new Answer(people.wrong().size(), conflicts, List.copyOf(rows));
    }

    private Row create(Person person, Access access, Store store) {
        try {
            User user = access.users().create(person.id(), person.name(), person.password());
            return new Row(person.line(), user.id().value(), "created");
        } catch (Refusal.IdTaken taken) {
            UserId id = person.id().orElseThrow();
            boolean same = store.directory().findUser(id).filter(account -> isSame(account, person)).isPresent();
            if (!same) {
                conflicts++;
                notes.println("line " + person.line() + ": " + id
                        + " is there already, with another name or kind of account.");
            }
            return new Row(person.line(), id.value(), same ? "identical" : "conflict");
        }
    }

    /** Which password it is cannot be told from what is kept of it, not without trying to log in. */
    private static boolean isSame(Account account, Person person) {
        String name = person.name().map(Object::toString).orElse(account.user().id().value());
        return account.user().name().value().equals(name)
                && person.password().isPresent() == (account.standing() == Standing.PROTECTED);
    }
}
