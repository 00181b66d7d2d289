package dev.messaging.cli;

import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Turns words of the command line into values of the core; what has not their form is wrong usage. */
final class Values {
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

    private static <T> ITypeConverter<T> checked(Function<String, T> reader) {
        return text -> {
            try {
                return reader.apply(text);
            } catch (Refusal.BadValue bad) {
                throw new TypeConversionException(bad.in("it").getMessage());
            }
        };
    }
}
