package dev.messaging.cli.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.GroupId;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.MessageId;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Position;
import dev.messaging.core.model.Recipient;
import dev.messaging.core.model.Text;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Decision;
import dev.messaging.core.port.Piece;
import dev.messaging.core.port.RequestKey;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads lines as {@link LineText} writes them, and says of others which field is wrong and why. */
final class LineReader {
    private static final ObjectReader JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().readerFor(JsonNode.class);

    private final Supplier<PasswordHash> standIn;

    /** @param standIn what stands for a password that is not in the file: a hash of one that nobody knows */
    LineReader(Supplier<PasswordHash> standIn) {
        this.standIn = standIn;
    }

    /**
     * Reads a line.
     *
     * @param bytes UTF-8
     * @throws WrongLine if it is none
     */
    Line read(byte[] bytes) {
        LineFields fields = fields(bytes);
        Line line = switch (fields.text("kind")) {
            case "header" -> header(fields);
            case "user" -> new Line.Whole(user(fields));
            case "group" -> new Line.Whole(new Piece.OfGroup(fields.as("id", GroupId::new),
                    fields.as("name", Name::new), fields.time("created"), fields.asIfThere("owner", UserId::new)));
            case "member" -> new Line.Whole(new Piece.OfMember(fields.as("group", GroupId::new),
                    fields.as("user", UserId::new), fields.time("joined")));
            case "block" -> new Line.Whole(new Piece.OfBlock(new Block(fields.as("user", UserId::new),
                    fields.as("blocked", UserId::new), fields.as("scope", BlockScope::of), fields.time("since"))));
            case "request" -> new Line.Whole(new Piece.OfRequest(
                    RequestKey.remembered(fields.as("id", LineReader::digest),
                            fields.as("fingerprint", LineReader::digest), fields.time("expires")),
                    fields.as("decision", LineReader::decision)));
            case "erased" -> new Line.Whole(
                    new Piece.OfErased(fields.as("user", UserId::new), fields.time("at")));
            case "inbox" -> begin(fields);
            case "entry" -> new Line.Entry(fields.as("user", UserId::new), entry(fields));
            case "cut" -> new Line.Cut(fields.as("user", UserId::new),
                    fields.has("last") ? position(fields.object("last")) : Position.START,
                    fields.as("why", LineReader::isErased));
            case "end" -> new Line.End(counts(fields));
            default -> throw new WrongLine(
                    "\"kind\" must be header, request, user, group, member, block, inbox, entry, cut, erased or end");
        };
        fields.checkNothingElse();
        return line;
    }

    private static LineFields fields(byte[] bytes) {
        try {
            JsonNode node = JSON.readValue(bytes);
            if (!node.isObject()) {
                throw new WrongLine("it is not a JSON object");
            }
            return new LineFields("", node);
        } catch (JsonProcessingException broken) {
            throw new WrongLine("it is not JSON: " + broken.getOriginalMessage());
        } catch (IOException broken) {
            throw new WrongLine("it is not JSON in UTF-8: " + broken.getMessage());
        }
    }

    /** The version comes first: what a newer one has besides is not known. */
    private static Line.Header header(LineFields fields) {
        if (!fields.text("format").equals(Line.FORMAT)) {
            throw new WrongLine("\"format\" must be \"" + Line.FORMAT + "\"");
        }
        long version = fields.number("version", 1);
        if (version > Line.VERSION) {
            throw new WrongLine("\"version\" is " + version + ": a newer program wrote it; this one reads up to "
                    + Line.VERSION);
        }
        return new Line.Header(fields.as("at", LineReader::instant), fields.text("from"), new Line.Contents(
                fields.flag("inboxesOnly"), fields.flag("passwords"), fields.flag("since")));
    }

    private static String digest(String text) {
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("it must be 64 digits and small letters from a to f");
        }
        return text;
    }

    private static Decision decision(String text) {
        try {
            Decision decision = Decision.parse(text);
            if (decision.toText().equals(text)) {
                return decision;
            }
        } catch (IndexOutOfBoundsException tooShort) {
            throw new IllegalArgumentException("a word is missing", tooShort);
        }
        throw new IllegalArgumentException("it is no decision that was written by an export");
    }

    private static boolean isErased(String text) {
        return switch (text) {
            case "erased" -> true;
            case "damaged" -> false;
            default -> throw new IllegalArgumentException("it must be erased or damaged");
        };
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException none) {
            throw new IllegalArgumentException("a time looks like 2026-11-22T10:00:00Z", none);
        }
    }

    private Piece.OfUser user(LineFields fields) {
        User user = new User(fields.as("id", UserId::new), fields.as("name", Name::new), fields.time("created"));
        boolean isProtected = fields.flag("protected");
        Optional<PasswordHash> password = fields.asIfThere("password", PasswordHash::new);
        if (password.isPresent() && !isProtected) {
            throw new WrongLine("\"password\" is there although \"protected\" is false");
        }
        boolean standsIn = isProtected && password.isEmpty();
        boolean suspended = fields.flagIfThere("suspended");
        return new Piece.OfUser(new Account(user, standsIn ? Optional.of(standIn.get()) : password, suspended),
                standsIn,
                fields.has("floor") ? fields.number("floor", 1) : 1);
    }

    private static Line.Begin begin(LineFields fields) {
        Position after = fields.has("after") ? position(fields.object("after")) : Position.START;
        Position to = position(fields.object("to"));
        if (!Piece.OfInbox.rises(after, to)) {
            throw new WrongLine("\"to\" must come after \"after\"");
        }
        return new Line.Begin(fields.as("user", UserId::new), after, to);
    }

    private static Position position(LineFields fields) {
        Position position = new Position(fields.number("sequence", 1), fields.number("at", 1));
        fields.checkNothingElse();
        return position;
    }

    private static InboxEntry entry(LineFields fields) {
        return new InboxEntry(new Position(fields.number("sequence", 1), fields.number("at", 1)),
                new Message(fields.as("id", LineReader::messageId), fields.as("sender", UserId::new),
                        fields.as("recipient", LineReader::recipient), fields.as("text", Text::new),
                        fields.time("sent")));
    }

    private static MessageId messageId(String text) {
        MessageId id = new MessageId(text);
        if (id.equals(MessageId.CLOSING)) {
            throw new IllegalArgumentException(
                    id + " is no message's: some stores close by it the inbox of a user who was"
                            + " erased");
        }
        return id;
    }

    private static Recipient recipient(String text) {
        return text.startsWith(GroupId.PREFIX) ? new GroupId(text) : new UserId(text);
    }

    private static Counts counts(LineFields fields) {
        return new Counts(fields.has("requests") ? fields.number("requests", 0) : 0, fields.number("users", 0),
                fields.number("groups", 0),
                fields.number("members", 0), fields.number("blocks", 0), fields.number("inboxes", 0),
                fields.number("entries", 0), fields.has("erased") ? fields.number("erased", 1) : 0);
    }
}
