package dev.messaging.cli;

import dev.messaging.cli.bulk.People;
import dev.messaging.cli.bulk.People.Person;
import dev.messaging.cli.load.Display;
import dev.messaging.cli.wiring.Surroundings;
import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.Access;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.Store;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Creates the users of a table, one after the other: what is there already with the same name and kind of account is passed over. A row
 * without an id goes by the table and its line for a day, so that repeating a command that died creates nobody twice.
 */
final class UserImport {
    private static final int SHOWN_MAX = 20;

    private final Surroundings surroundings;
    private final PrintWriter notes;
    private final boolean dryRun;
    /** Whoever was created before was not created now. */
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private int created;
    private int identical;
    private int conflicts;

    UserImport(Surroundings surroundings, boolean dryRun) {
        this.surroundings = surroundings;
        this.notes = surroundings.notes();
        this.dryRun = dryRun;
    }

    /**
     * What became of a row.
     *
     * @param result {@code created}, {@code identical} or {@code conflict}; {@code new} if it would be created
     * @param userId none if an id would be made up
     */
    record Row(long line, String result, @Nullable String userId) {}

    record Sum(boolean dryRun, int created, int identical, int conflicts, int skipped) {}

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

    /** How many rows there were a conflict with. */
    int conflicts() {
        return conflicts;
    }

    Sum create(People people, Access access, Store store, Consumer<Object> results) {
        List<Person> all = people.right();
        int done = 0;
        try (Display.Stage stage = stage(all.size())) {
            for (Person person : all) {
                results.accept(dryRun ? compare(person, store) : create(person, people.digest(), access, store));
                done++;
                stage.advance(1);
                stage.say(done + " of " + all.size());
            }
            stage.done();
        } catch (RuntimeException trouble) {
            notes.println(
                    done + " of " + all.size() + " lines were done before this; the same command with the same file"
                            + " goes on, within 24 hours for rows without an id.");
            throw trouble;
        }
        return new Sum(dryRun, created, identical, conflicts, people.wrong().size());
    }

    /** Where results are seen as they come, they are what moves. */
    private Display.Stage stage(int rows) {
        boolean seen = Screen.of(surroundings.environment()).columns().isPresent();
        return (seen ? new Display(new PrintWriter(Writer.nullWriter()), false) : Screen.progress(surroundings))
                .begin(dryRun ? "Compared" : "Imported", rows);
    }

    private Row create(Person person, String digest, Access access, Store store) {
        Optional<IdempotencyKey> key = person.id().isPresent()
                ? Optional.empty()
                : Optional.of(new IdempotencyKey("user-import-" + digest + "-" + person.line()));
        try {
            User user = access.users().create(person.id(), person.name(), person.password(), key);
            return user.createdAt().isBefore(begun)
                    ? identical(person, user.id())
                    : created(person, "created", user.id().value());
        } catch (Refusal.IdTaken taken) {
            return standing(person, person.id().orElseThrow(), store);
        }
    }

    private Row compare(Person person, Store store) {
        if (person.id().isEmpty()) {
            return created(person, "new", null);
        }
        UserId id = person.id().get();
        Piece.OfUser piece = new Piece.OfUser(new Account(
                new User(id, person.name().orElseGet(() -> new Name(id.value())), begun), Optional.empty()), true, 1);
        Outcome outcome = store.archive().compare(List.of(piece)).getFirst();
        return outcome.written() == 1 ? created(person, "new", id.value()) : standing(person, id, store);
    }

    private Row standing(Person person, UserId id, Store store) {
        Optional<Account> account = store.directory().findUser(id);
        if (account.filter(there -> isSame(there, person)).isPresent()) {
            return identical(person, id);
        }
        conflicts++;
        notes.println("line " + person.line() + ": " + id + (account.isPresent()
                ? " is there already, with another name or kind of account."
                : " was erased, and is not given out again."));
        return new Row(person.line(), "conflict", id.value());
    }

    private Row created(Person person, String result, @Nullable String id) {
        created++;
        return new Row(person.line(), result, id);
    }

    private Row identical(Person person, UserId id) {
        identical++;
        return new Row(person.line(), "identical", id.value());
    }

    /** Which password it is cannot be told from what is kept of it, not without trying to log in. */
    private static boolean isSame(Account account, Person person) {
        String name = person.name().map(Object::toString).orElse(account.user().id().value());
        return account.user().name().value().equals(name)
                && person.password().isPresent() == (account.standing() == Standing.PROTECTED);
    }
}
