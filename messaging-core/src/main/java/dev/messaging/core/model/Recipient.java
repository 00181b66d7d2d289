package dev.messaging.core.model;

/** Whom a message is addressed to: one user, or a group and so each of its members. */
public sealed interface Recipient permits UserId, GroupId {
    /**
     * The id in its canonical text form.
     *
     * @return the id, prefix included
     */
    String value();
}
