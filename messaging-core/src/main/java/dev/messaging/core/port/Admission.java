package dev.messaging.core.port;

import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.UserId;
import java.util.List;

/**
 * The rule that decides on one send, given what the store knows. A pure function: a store may ask it in the middle of a
 * transaction, and more than once.
 */
@FunctionalInterface
public interface Admission {
    /**
     * Decides who gets the message.
     *
     * @param facts what is known about sender and recipient
     * @return whose inboxes it goes to, without duplicates; may be empty
     * @throws Refusal if the message may not be sent
     */
    List<UserId> admit(Facts facts);
}
