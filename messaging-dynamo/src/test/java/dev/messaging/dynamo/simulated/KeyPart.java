package dev.messaging.dynamo.simulated;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A value that keys are made of, in DynamoDB's order: numbers by value, texts and bytes byte by byte.
 *
 * @param type which kind it is
 * @param number the value, if it is a number
 * @param bytes a character a byte, if it is not
 */
record KeyPart(AttributeValue.Type type, BigDecimal number, String bytes) implements Comparable<KeyPart> {
    static boolean isType(AttributeValue value) {
        return switch (value.type()) {
            case S, N, B -> true;
            default -> false;
        };
    }

    static KeyPart of(AttributeValue value) {
        return switch (value.type()) {
            case S -> new KeyPart(value.type(), BigDecimal.ZERO, oneCharacterAByte(value.s()));
            case N -> new KeyPart(value.type(), new BigDecimal(value.n()).stripTrailingZeros(), "");
            case B -> new KeyPart(value.type(), BigDecimal.ZERO,
                    new String(value.b().asByteArrayUnsafe(), StandardCharsets.ISO_8859_1));
            default -> throw new IllegalArgumentException("no key: " + value.type());
        };
    }

    private static String oneCharacterAByte(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }

    boolean isEmpty() {
        return type != AttributeValue.Type.N && bytes.isEmpty();
    }

    boolean beginsWith(KeyPart beginning) {
        return bytes.startsWith(beginning.bytes);
    }

    @Override
    public int compareTo(KeyPart other) {
        int byNumber = number.compareTo(other.number);
        return byNumber != 0 ? byNumber : bytes.compareTo(other.bytes);
    }
}
