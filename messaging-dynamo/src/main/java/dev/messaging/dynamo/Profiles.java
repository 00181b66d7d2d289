package dev.messaging.dynamo;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Account.Standing;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.GroupCondition;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** How users and groups stand in their profile items. */
final class Profiles {
    private Profiles() {}

    static Map<String, AttributeValue> of(Account account) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put(Attributes.NAME, Item.of(account.user().name().value()));
        attributes.put(Attributes.CREATED, Item.of(account.user().createdAt()));
        account.password().ifPresent(hash -> attributes.put(Attributes.PASSWORD, Item.of(hash.text())));
        if (account.suspended()) { // Since when is known only where it happened.
            attributes.put(Attributes.SUSPENDED, Item.of(account.user().createdAt()));
        }
        return attributes;
    }

    static Map<String, AttributeValue> of(Group group) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put(Attributes.NAME, Item.of(group.name().value()));
        attributes.put(Attributes.CREATED, Item.of(group.createdAt()));
        attributes.put(Attributes.MEMBERS, Item.of(group.members()));
        group.owner().ifPresent(owner -> attributes.put(Attributes.OWNER, Item.of(owner.value())));
        return attributes;
    }

    /** Whether the item is a user's: what is left of one who was erased is not. */
    static boolean isUser(Item profile) {
        return !profile.has(Attributes.ERASED);
    }

    static Account account(Item profile) {
        return new Account(new User(new UserId(profile.text(Attributes.PK)), name(profile),
                profile.time(Attributes.CREATED)), password(profile), profile.has(Attributes.SUSPENDED));
    }

    static Optional<PasswordHash> password(Item profile) {
        return profile.has(Attributes.PASSWORD)
                ? Optional.of(new PasswordHash(profile.text(Attributes.PASSWORD)))
                : Optional.empty();
    }

    static Standing standing(Optional<Item> profile) {
        return profile.filter(Profiles::isUser)
                .map(item -> Standing.of(item.has(Attributes.PASSWORD), item.has(Attributes.SUSPENDED)))
                .orElse(Standing.ABSENT);
    }

    static Group group(Item profile) {
        return new Group(new GroupId(profile.text(Attributes.PK)), name(profile), profile.time(Attributes.CREATED),
                Math.toIntExact(profile.number(Attributes.MEMBERS)), owner(profile));
    }

    private static Optional<UserId> owner(Item profile) {
        return profile.has(Attributes.OWNER)
                ? Optional.of(new UserId(profile.text(Attributes.OWNER)))
                : Optional.empty();
    }

    /** Whether the item is a group's: what holds the place of one under creation is not. */
    static boolean isGroup(Item profile) {
        return profile.has(Attributes.CREATED);
    }

    /** What conditions ask about a group. */
    static GroupCondition.Facts facts(Optional<Item> profile, boolean hasMember) {
        Optional<Item> group = profile.filter(Profiles::isGroup);
        return new GroupCondition.Facts(group.isPresent(), group.flatMap(Profiles::owner), hasMember);
    }

    static Name name(Item profile) {
        return new Name(profile.text(Attributes.NAME));
    }
}
