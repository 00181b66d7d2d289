package dev.messaging.core.model;

/**
 * A session that has just been opened, with the only copy of its token.
 *
 * @param token what opens it from now on
 * @param session the session
 */
public record OpenedSession(SessionToken token, UserSession session) {}
