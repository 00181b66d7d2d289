package dev.messaging.cli;

import dev.messaging.cli.wiring.WrongUsage;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.IdempotencyKey;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns words of the command line into values of the core; what has not their form is wrong usage. */
final class Values {
    private static final char UNREADABLE = '\uFFFD';

    private Values() {}

    static ITypeConverter<UserId> userId() {
        return checked(UserId::new);
    }

    static ITypeConverter<GroupId> groupId() {
        return checked(GroupId::new);
    }

    static ITypeConverter<Recipient> recipient() {
        return checked(text -> text.startsWith(GroupId.PREFIX) ? new GroupId(text) : new UserId(text));
    }

    static ITypeConverter<Name> name() {
        return checked(Name::new);
    }

    static ITypeConverter<IdempotencyKey> idempotencyKey() {
        return checked(IdempotencyKey::new);
    }

    static ITypeConverter<BlockScope> blockScope() {
        return checked(BlockScope::of);
    }

    /** As they are typed. */
    static final class BlockScopes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(BlockScope.values()).map(BlockScope::text).iterator();
        }
    }

    /** What Java could not read as UTF-8 has become U+FFFD, which nobody meant to write. */
    static Text text(String argument) {
        if (argument.indexOf(UNREADABLE) >= 0) {
            throw new WrongUsage("--text is not valid UTF-8, or holds U+FFFD, which stands for that: --text - takes any"
                    + " text from standard input.");
        }
        return new Text(argument);
    }

    /** Names the option in a complaint about its value. */
    static long inRange(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new WrongUsage(option + " is a number from " + least + " to " + most + ", not " + value + ".");
        }
        return value;
    }

    private static <T> ITypeConverter<T> checked(Function<String, T> reader) {
        return text -> {
            if (text.indexOf(UNREADABLE) >= 0) {
                throw new TypeConversionException("it is not valid UTF-8, or holds U+FFFD, which stands for that");
            }
            try {
                return reader.apply(text);
            } catch (Refusal.BadValue bad) {
                throw new TypeConversionException(bad.in("it").getMessage());
            }
        };
    }
}
