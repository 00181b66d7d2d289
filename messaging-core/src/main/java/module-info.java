/**
 * A messaging backend as a library: users, blocks, groups, direct and group messages, and one read a check.
 *
 * <p>Begin at {@link dev.messaging.core.Messaging}. {@code dev.messaging.core.port} is for those who write a store.
 */
module dev.messaging.core {
    requires static transitive org.jspecify;

    exports dev.messaging.core;
    exports dev.messaging.core.model;
    exports dev.messaging.core.port;
    exports dev.messaging.core.memory;
}
