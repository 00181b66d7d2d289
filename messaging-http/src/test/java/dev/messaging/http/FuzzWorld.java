package dev.messaging.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.messaging.core.Access;
import dev.messaging.core.Caller;
import dev.messaging.core.Messaging;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.From;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.InboxPage;
import dev.messaging.core.model.Member;
import dev.messaging.core.model.Membership;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.Password;
import dev.messaging.core.model.Refusal;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.UserId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** What the fuzz knows of the server: whom it created, and what was accepted. At the end it looks whether that is so. */
final class FuzzWorld {
    private static final int PICKED_FROM = 24;

    final List<String> users = new ArrayList<>();
    final List<String> groups = new ArrayList<>();
    final List<String> cursors = new ArrayList<>(List.of("MTp1c2VyLTE6MDow"));
    final List<String> tokens = new ArrayList<>(List.of("mst_" + "A".repeat(43)));
    private final Map<String, String> passwords = new HashMap<>();
    /** How often a message with this sender, recipient and text must stand in exactly these inboxes. */
    private final Map<String, Integer> accepted = new TreeMap<>();
    private final Access admin;

    FuzzWorld(Messaging messaging) {
        this.admin = messaging.as(Caller.administrator());
        for (int i = 0; i < 8; i++) {
            String password = "Secret-fuzz-" + i;
            UserId user = admin.users().create(Optional.empty(), Optional.of(new Name("Fuzz")),
                    i % 2 == 0 ? Optional.empty() : Optional.of(new Password(password))).id();
            users.add(user.value());
            if (i % 2 != 0) {
                passwords.put(user.value(), password);
            }
        }
        for (int i = 0; i < 3; i++) {
            Set<UserId> members = users.subList(i, i + 4).stream().map(UserId::new).collect(Collectors.toSet());
            groups.add(admin.groups().create(Optional.empty(), Optional.of(new Name("Fuzz")), members).id().value());
        }
    }

    /** One of the first, so that the same are met again and again, or sometimes one of the last. */
    static String pick(List<String> all, RandomGenerator random) {
        int of = Math.min(all.size(), PICKED_FROM);
        return random.nextInt(5) > 0 ? all.get(random.nextInt(of)) : all.get(all.size() - 1 - random.nextInt(of));
    }

    boolean isProtected(String user) {
        return passwords.containsKey(user);
    }

    /** Of open accounts any. */
    String password(String user) {
        return passwords.getOrDefault(user, "Secret-unknown");
    }

    void learn(FuzzShot shot, FuzzAnswer answer) throws IOException {
        if (shot.route().name().equals("followMessages")) {
            return; // Events are no JSON, and tell nothing that a check does not.
        }
        JsonNode told = answer.json();
        switch (shot.route().name()) {
            case "createUser", "register_user" -> {
                users.add(told.path("userId").asText(told.path("user_id").asText()));
                if (shot.understood().hasNonNull("password")) {
                    passwords.put(users.getLast(), shot.understood().path("password").asText());
                }
            }
            case "changePassword" ->
                passwords.put(told.path("userId").asText(), shot.understood().path("new").asText());
            case "createGroup", "create_group" ->
                groups.add(told.path("groupId").asText(told.path("group_id").asText()));
            case "openSession" -> tokens.add(told.path("token").asText());
            case "checkMessages", "check_messages" -> cursors.add(told.path("next").asText());
            case "sendMessage", "send_message", "send_group_message" -> sent(shot.understood());
            default -> {
            }
        }
    }

    private void sent(JsonNode body) {
        String sender = first(body, "senderId", "sender_id");
        String recipient = first(body, "receiverId", "recipientId", "receiver_id", "groupId", "group_id");
        Set<String> inboxes = new TreeSet<>();
        if (recipient.startsWith("group-")) {
            for (Member member : members(recipient)) {
                if (!deaf(member.user(), sender)) { // Whoever blocks oneself everywhere is deaf to oneself.
                    inboxes.add(member.user().value());
                }
            }
        } else {
            inboxes.add(recipient);
            if (body.path("copyToSender").asBoolean(false)) {
                inboxes.add(sender);
            }
        }
        if (inboxes.isEmpty()) {
            return; // All who would have got it are deaf.
        }
        int unused = accepted.merge(key(sender, recipient, body.path("message").asText(), inboxes), 1, Integer::sum);
    }

    private static String first(JsonNode body, String... names) {
        for (String name : names) {
            if (body.hasNonNull(name)) {
                return body.path(name).asText();
            }
        }
        throw new AssertionError("accepted without any of " + List.of(names));
    }

    private static String key(String sender, String recipient, String text, Set<String> inboxes) {
        return sender + " > " + recipient + ": " + text.hashCode() + " in " + inboxes;
    }

    private List<Member> members(String group) {
        return admin.groups().members(new GroupId(group), Optional.empty(), 1_000).items();
    }

    private boolean deaf(UserId member, String sender) {
        return blocks(member).stream().anyMatch(
                block -> block.scope() == BlockScope.EVERYWHERE && block.blocked().value().equals(sender));
    }

    private List<Block> blocks(UserId user) {
        return admin.users().blocks(user, Optional.empty(), 1_000).items();
    }

    /** Whether everything accepted stands where it must, and nothing else. */
    void check() {
        Map<String, Set<String>> inboxesOf = new HashMap<>();
        Map<String, Message> messages = new HashMap<>();
        for (String user : users) {
            long sequence = 0;
            long atMillis = 0;
            for (InboxEntry entry : inbox(user)) {
                assertEquals(++sequence, entry.position().sequence(), "dense, and in order: " + user);
                assertTrue(entry.position().atMillis() > atMillis, "times rise: " + user);
                atMillis = entry.position().atMillis();
                String id = entry.message().id().value();
                messages.put(id, entry.message());
                assertTrue(inboxesOf.computeIfAbsent(id, unused -> new TreeSet<>()).add(user), "once each: " + id);
            }
        }
        Map<String, Integer> found = new TreeMap<>();
        inboxesOf.forEach((id, inboxes) -> {
            Message message = Objects.requireNonNull(messages.get(id));
            int unused = found.merge(
                    key(message.sender().value(), message.recipient().value(), message.text().value(), inboxes),
                    1, Integer::sum);
        });
        assertEquals(without(accepted, found), without(found, accepted),
                "every accepted message stands in the right inboxes, and no other does");
        checkMemberships();
        checkBlocks();
    }

    private static Set<Map.Entry<String, Integer>> without(Map<String, Integer> some, Map<String, Integer> others) {
        Set<Map.Entry<String, Integer>> rest = new HashSet<>(some.entrySet());
        boolean unused = rest.removeAll(others.entrySet());
        return rest;
    }

    private List<InboxEntry> inbox(String user) {
        List<InboxEntry> entries = new ArrayList<>();
        admin.messages().checkAll(new UserId(user), From.beginning())
                .forEachRemaining((InboxPage page) -> entries.addAll(page.entries()));
        return entries;
    }

    private void checkMemberships() {
        Set<String> byGroup = new TreeSet<>();
        Set<String> byUser = new TreeSet<>();
        for (String group : groups) {
            members(group).forEach(member -> byGroup.add(group + " " + member.user().value()));
        }
        for (String user : users) {
            for (Membership joined : admin.groups().of(new UserId(user), Optional.empty(), 1_000).items()) {
                boolean unused = byUser.add(joined.group().value() + " " + user);
            }
        }
        assertEquals(byGroup, byUser, "who is in a group has the group");
    }

    /** A block stands with who blocks, and is felt by who sends. */
    private void checkBlocks() {
        List<UserId> some = users.subList(0, Math.min(users.size(), PICKED_FROM)).stream().map(UserId::new).toList();
        for (UserId owner : some) {
            Set<UserId> listed = blocks(owner).stream().map(Block::blocked).collect(Collectors.toSet());
            for (UserId sender : some) {
                assertEquals(listed.contains(sender), isBlocked(sender, owner), sender + " to " + owner);
            }
        }
    }

    private boolean isBlocked(UserId sender, UserId receiver) {
        try {
            Message unused = admin.messages().send(sender, receiver, new Text("?"));
            return false;
        } catch (Refusal.Blocked blocked) {
            return true;
        }
    }

    int acceptedMessages() {
        return accepted.values().stream().mapToInt(Integer::intValue).sum();
    }
}
