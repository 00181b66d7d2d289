package dev.messaging.dynamo.simulated;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What DynamoDB knows about values: which are equal, which comes first, and how large they are. */
final class Attribute {
    private static final int CONTAINER_BYTES = 3;

    private Attribute() {}

    static boolean equal(AttributeValue one, AttributeValue other) {
        boolean numbers = isNumber(one) && isNumber(other);
        return numbers ? number(one).compareTo(number(other)) == 0 : one.equals(other);
    }

    /** Empty if there is no order between the two. */
    static OptionalInt compared(AttributeValue one, AttributeValue other) {
        return one.type() == other.type() && KeyPart.isType(one)
                ? OptionalInt.of(KeyPart.of(one).compareTo(KeyPart.of(other)))
                : OptionalInt.empty();
    }

    static boolean isNumber(AttributeValue value) {
        return value.type() == AttributeValue.Type.N;
    }

    static BigDecimal number(AttributeValue value) {
        return new BigDecimal(value.n());
    }

    static AttributeValue of(BigDecimal number) {
        return AttributeValue.fromN(number.stripTrailingZeros().toPlainString());
    }

    /** What {@code size()} says; empty for numbers, which have none. */
    static OptionalInt size(AttributeValue value) {
        return switch (value.type()) {
            case S -> OptionalInt.of(value.s().length());
            case B -> OptionalInt.of(value.b().asByteArrayUnsafe().length);
            case SS -> OptionalInt.of(value.ss().size());
            case NS -> OptionalInt.of(value.ns().size());
            case BS -> OptionalInt.of(value.bs().size());
            case L -> OptionalInt.of(value.l().size());
            case M -> OptionalInt.of(value.m().size());
            default -> OptionalInt.empty();
        };
    }

    static int bytes(Map<String, AttributeValue> item) {
        int bytes = 0;
        for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
            bytes += utf8(attribute.getKey()) + bytes(attribute.getValue());
        }
        return bytes;
    }

    private static int bytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> utf8(value.s());
            case N -> bytesOfNumber(value.n());
            case B -> value.b().asByteArrayUnsafe().length;
            case SS -> value.ss().stream().mapToInt(Attribute::utf8).sum();
            case NS -> value.ns().stream().mapToInt(Attribute::bytesOfNumber).sum();
            case BS -> value.bs().stream().mapToInt(bytes -> bytes.asByteArrayUnsafe().length).sum();
            case L -> CONTAINER_BYTES + value.l().stream().mapToInt(part -> 1 + bytes(part)).sum();
            case M -> CONTAINER_BYTES + bytes(value.m()) + value.m().size();
            default -> 1;
        };
    }

    /** Two digits a byte, and one byte more. */
    private static int bytesOfNumber(String number) {
        return (new BigDecimal(number).stripTrailingZeros().precision() + 1) / 2 + 1
                + (number.startsWith("-") ? 1 : 0);
    }

    private static int utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.length();
    }
}
