package dev.messaging.dynamo.simulated;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Something in an expression that has a value, or none. */
sealed interface Operand {
    Optional<AttributeValue> in(Scope scope);

    /** An attribute of the item. */
    record Path(String name) implements Operand {
        @Override
        public Optional<AttributeValue> in(Scope scope) {
            return scope.at(name);
        }
    }

    /** A value that came with the request. */
    record Given(String name) implements Operand {
        @Override
        public Optional<AttributeValue> in(Scope scope) {
            return Optional.of(scope.value(name));
        }
    }

    /** How long an attribute is. */
    record Size(Path path) implements Operand {
        @Override
        public Optional<AttributeValue> in(Scope scope) {
            OptionalInt size = path.in(scope).map(Attribute::size).orElse(OptionalInt.empty());
            return size.isPresent()
                    ? Optional.of(AttributeValue.fromN(Integer.toString(size.getAsInt())))
                    : Optional.empty();
        }
    }

    /** An attribute, or something else where there is none. */
    record IfNotExists(Path path, Operand otherwise) implements Operand {
        @Override
        public Optional<AttributeValue> in(Scope scope) {
            return path.in(scope).or(() -> otherwise.in(scope));
        }
    }

    /** Two numbers added, or one taken from the other. */
    record Sum(Operand left, Operand right, boolean minus) implements Operand {
        @Override
        public Optional<AttributeValue> in(Scope scope) {
            BigDecimal a = number(left.in(scope));
            BigDecimal b = number(right.in(scope));
            return Optional.of(Attribute.of(minus ? a.subtract(b) : a.add(b)));
        }

        private static BigDecimal number(Optional<AttributeValue> value) {
            AttributeValue present = value.orElseThrow(
                    () -> new Malformed(
                            "The provided expression refers to an attribute that does not exist in the item"));
            if (!Attribute.isNumber(present)) {
                throw new Malformed("An operand in the update expression has an incorrect data type");
            }
            return Attribute.number(present);
        }
    }
}
