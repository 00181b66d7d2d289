package dev.messaging.cli.bulk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.Position;
import dev.messaging.core.port.Piece;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Lines as JSON. What reads them again is {@link LineFields}. */
final class LineText {
    private static final JsonFactory JSON = new JsonFactory();

    private LineText() {}

    static String of(Line line) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            switch (line) {
                case Line.Header header -> header(json, header);
                case Line.Whole whole -> whole(json, whole.piece());
                case Line.Begin inbox -> begin(json, inbox);
                case Line.Entry entry -> entry(json, entry);
                case Line.Cut cut -> cut(json, cut);
                case Line.End end -> end(json, end.counts());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void header(JsonGenerator json, Line.Header header) throws IOException {
        json.writeStringField("kind", "header");
        json.writeStringField("format", Line.FORMAT);
        json.writeNumberField("version", Line.VERSION);
        json.writeStringField("at", header.at().toString());
        json.writeStringField("from", header.from());
        json.writeBooleanField("inboxesOnly", header.contents().inboxesOnly());
        json.writeBooleanField("passwords", header.contents().passwords());
        json.writeBooleanField("since", header.contents().since());
    }

    private static void whole(JsonGenerator json, Piece piece) throws IOException {
        switch (piece) {
            case Piece.OfUser user -> user(json, user);
            case Piece.OfGroup group -> {
                json.writeStringField("kind", "group");
                json.writeStringField("id", group.id().value());
                json.writeStringField("name", group.name().value());
                json.writeNumberField("created", group.createdAt().toEpochMilli());
                if (group.owner().isPresent()) {
                    json.writeStringField("owner", group.owner().get().value());
                }
            }
            case Piece.OfMember member -> {
                json.writeStringField("kind", "member");
                json.writeStringField("group", member.group().value());
                json.writeStringField("user", member.user().value());
                json.writeNumberField("joined", member.joinedAt().toEpochMilli());
            }
            case Piece.OfBlock(Block block) -> {
                json.writeStringField("kind", "block");
                json.writeStringField("user", block.owner().value());
                json.writeStringField("blocked", block.blocked().value());
                json.writeStringField("scope", block.scope().text());
                json.writeNumberField("since", block.since().toEpochMilli());
            }
            case Piece.OfRequest request -> {
                json.writeStringField("kind", "request");
                json.writeStringField("id", request.key().id());
                json.writeStringField("fingerprint", request.key().fingerprint());
                json.writeStringField("decision", request.decision().toText());
                json.writeNumberField("expires", request.key().expiresAt().toEpochMilli());
            }
            case Piece.OfErased erased -> {
                json.writeStringField("kind", "erased");
                json.writeStringField("user", erased.user().value());
                json.writeNumberField("at", erased.erasedAt().toEpochMilli());
            }
            case Piece.OfInbox stretch -> throw new IllegalArgumentException("an inbox is several lines");
        }
    }

    private static void user(JsonGenerator json, Piece.OfUser user) throws IOException {
        Account account = user.account();
        json.writeStringField("kind", "user");
        json.writeStringField("id", account.user().id().value());
        json.writeStringField("name", account.user().name().value());
        json.writeNumberField("created", account.user().createdAt().toEpochMilli());
        json.writeBooleanField("protected", account.password().isPresent());
        if (!user.anyPassword() && account.password().isPresent()) {
            PasswordHash hash = account.password().get();
            json.writeStringField("password", hash.text());
        }
        if (account.suspended()) {
            json.writeBooleanField("suspended", true);
        }
        if (user.floor() > 1) {
            json.writeNumberField("floor", user.floor());
        }
    }

    private static void begin(JsonGenerator json, Line.Begin inbox) throws IOException {
        json.writeStringField("kind", "inbox");
        json.writeStringField("user", inbox.owner().value());
        if (!inbox.after().equals(Position.START)) {
            position(json, "after", inbox.after());
        }
        position(json, "to", inbox.to());
    }

    private static void position(JsonGenerator json, String name, Position position) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("sequence", position.sequence());
        json.writeNumberField("at", position.atMillis());
        json.writeEndObject();
    }

    private static void entry(JsonGenerator json, Line.Entry entry) throws IOException {
        Message message = entry.entry().message();
        json.writeStringField("kind", "entry");
        json.writeStringField("user", entry.owner().value());
        json.writeNumberField("sequence", entry.entry().position().sequence());
        json.writeNumberField("at", entry.entry().position().atMillis());
        json.writeStringField("id", message.id().value());
        json.writeStringField("sender", message.sender().value());
        json.writeStringField("recipient", message.recipient().value());
        json.writeStringField("text", message.text().value());
        json.writeNumberField("sent", message.sentAt().toEpochMilli());
    }

    private static void cut(JsonGenerator json, Line.Cut cut) throws IOException {
        json.writeStringField("kind", "cut");
        json.writeStringField("user", cut.owner().value());
        if (!cut.last().equals(Position.START)) {
            position(json, "last", cut.last());
        }
        json.writeStringField("why", cut.erased() ? "erased" : "damaged");
    }

    private static void end(JsonGenerator json, Counts counts) throws IOException {
        json.writeStringField("kind", "end");
        json.writeNumberField("requests", counts.requests());
        json.writeNumberField("users", counts.users());
        json.writeNumberField("groups", counts.groups());
        json.writeNumberField("members", counts.members());
        json.writeNumberField("blocks", counts.blocks());
        json.writeNumberField("inboxes", counts.inboxes());
        json.writeNumberField("entries", counts.entries());
        if (counts.erased() > 0) {
            json.writeNumberField("erased", counts.erased());
        }
    }
}
