package dev.messaging.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number from 1 up to a bound. */
abstract class InRange implements ITypeConverter<Integer> {
    private final int most;

    InRange(int most) {
        this.most = most;
    }

    @Override
    public Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw outOfRange(text);
        }
        throw outOfRange(text);
    }

    private TypeConversionException outOfRange(String text) {
        return new TypeConversionException("'" + text + "' is not from 1 to " + most);
    }
}
