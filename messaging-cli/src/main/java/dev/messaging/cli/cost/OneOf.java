package dev.messaging.cli.cost;

import dev.messaging.cli.cost.Choices.Balancer;
import dev.messaging.cli.cost.Choices.Billing;
import dev.messaging.cli.cost.Choices.Compute;
import dev.messaging.cli.cost.Choices.Credentials;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a word that stands for one of a few, as these write themselves.
 *
 * @param <E> of what
 */
abstract class OneOf<E extends Enum<E>> implements ITypeConverter<E> {
    private final List<E> all;

    private OneOf(Class<E> type) {
        this.all = Arrays.asList(type.getEnumConstants());
    }

    @Override
    public E convert(String text) {
        return all.stream().filter(one -> one.toString().equalsIgnoreCase(text)).findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is not one of "
                        + String.join(", ", all.stream().map(Object::toString).toList())));
    }

    /** Of {@link Way}. */
    static final class OfWay extends OneOf<Way> {
        OfWay() {
            super(Way.class);
        }
    }

    /** Of {@link Balancer}. */
    static final class OfBalancer extends OneOf<Balancer> {
        OfBalancer() {
            super(Balancer.class);
        }
    }

    /** Of {@link Compute}. */
    static final class OfCompute extends OneOf<Compute> {
        OfCompute() {
            super(Compute.class);
        }
    }

    /** Of {@link Billing}. */
    static final class OfBilling extends OneOf<Billing> {
        OfBilling() {
            super(Billing.class);
        }
    }

    /** Of {@link Credentials}. */
    static final class OfCredentials extends OneOf<Credentials> {
        OfCredentials() {
            super(Credentials.class);
        }
    }
}
