package dev.messaging.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number between two bounds; the lower one is 1 unless told otherwise. */
abstract class InRange implements ITypeConverter<Integer> {
    private final int least;
    private final int most;

    InRange(int most) {
        this(1, most);
    }

    InRange(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException noNumber) {
            throw outOfRange(text);
        }
        throw outOfRange(text);
    }

    private TypeConversionException outOfRange(String text) {
        return new TypeConversionException("'" + text + "' is not from " + least + " to " + most);
    }
}
