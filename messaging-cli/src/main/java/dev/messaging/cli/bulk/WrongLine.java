package dev.messaging.cli.bulk;

/** A line of a file that is not as it must be. */
@SuppressWarnings("serial") // never serialized
final class WrongLine extends RuntimeException {
    /**
     * Says which field is wrong, and what would be right.
     *
     * @param message a clause that follows the number of the line
     */
    WrongLine(String message) {
        super(message, null, false, false);
    }
}
