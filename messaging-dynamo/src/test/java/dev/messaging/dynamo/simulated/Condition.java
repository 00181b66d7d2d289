package dev.messaging.dynamo.simulated;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A condition in DynamoDB's language. What is compared with something absent is as different from it as can be. */
sealed interface Condition {
    boolean holds(Scope scope);

    /** Two things compared. */
    record Compared(Operand left, String operator, Operand right) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            Optional<AttributeValue> a = left.in(scope);
            Optional<AttributeValue> b = right.in(scope);
            if (a.isEmpty() || b.isEmpty()) {
                return operator.equals("<>");
            }
            return switch (operator) {
                case "=" -> Attribute.equal(a.get(), b.get());
                case "<>" -> !Attribute.equal(a.get(), b.get());
                default -> isInOrder(Attribute.compared(a.get(), b.get()));
            };
        }

        private boolean isInOrder(OptionalInt order) {
            return order.isPresent() && switch (operator) {
                case "<" -> order.getAsInt() < 0;
                case "<=" -> order.getAsInt() <= 0;
                case ">" -> order.getAsInt() > 0;
                case ">=" -> order.getAsInt() >= 0;
                default -> throw new IllegalStateException(operator);
            };
        }
    }

    /** Whether something lies between two others, or is one of them. */
    record Between(Operand value, Operand low, Operand high) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return new Compared(value, ">=", low).holds(scope) && new Compared(value, "<=", high).holds(scope);
        }
    }

    /** Whether something is one of several others. */
    record In(Operand value, List<Operand> options) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return options.stream().anyMatch(option -> new Compared(value, "=", option).holds(scope));
        }
    }

    /** Whether there is such an attribute. */
    record Exists(Operand.Path path) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return path.in(scope).isPresent();
        }
    }

    /** Whether something begins with another. */
    record BeginsWith(Operand value, Operand beginning) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            Optional<AttributeValue> whole = value.in(scope).filter(KeyPart::isType);
            Optional<AttributeValue> part = beginning.in(scope);
            return whole.isPresent() && part.isPresent() && whole.get().type() == part.get().type()
                    && KeyPart.of(whole.get()).beginsWith(KeyPart.of(part.get()));
        }
    }

    /** Both. */
    record And(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return left.holds(scope) && right.holds(scope);
        }
    }

    /** One of two, or both. */
    record Or(Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return left.holds(scope) || right.holds(scope);
        }
    }

    /** The contrary. */
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Scope scope) {
            return !condition.holds(scope);
        }
    }
}
