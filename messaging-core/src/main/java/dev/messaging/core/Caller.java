package dev.messaging.core;

/**
 * Who acts. Every account is open so far, so everybody may do everything that the rules of the business allow; that a
 * caller is named from the start lets authorization come without breaking those who call.
 */
public sealed interface Caller {
    /**
     * Somebody who has not said who they are.
     *
     * @return the anonymous caller
     */
    static Caller anonymous() {
        return new Anonymous();
    }

    /**
     * Somebody who has the store's own rights, such as an operator at the command line.
     *
     * @return the administrator
     */
    static Caller administrator() {
        return new Administrator();
    }

    /** Somebody who has not said who they are. */
    record Anonymous() implements Caller {}

    /** Somebody who has the store's own rights. */
    record Administrator() implements Caller {}
}
