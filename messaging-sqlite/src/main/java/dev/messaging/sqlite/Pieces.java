package dev.messaging.sqlite;

import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Group;
import dev.messaging.core.model.InboxEntry;
import dev.messaging.core.model.Message;
import dev.messaging.core.model.Name;
import dev.messaging.core.model.PasswordHash;
import dev.messaging.core.model.User;
import dev.messaging.core.model.UserId;
import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Piece;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Compares pieces with what stands in the file, within a transaction, and writes what is missing if it is to. */
final class Pieces {
    private final Session session;
    private final boolean writing;

    Pieces(Session session, boolean writing) {
        this.session = session;
        this.writing = writing;
    }

    Outcome outcome(Piece piece) throws SQLException {
        return switch (piece) {
            case Piece.OfUser user -> user(user);
            case Piece.OfErased erased -> isErased(erased.user()) ? Outcome.same(1) : Outcome.absent(1);
            case Piece.OfGroup group -> group(group);
            case Piece.OfMember member -> member(member);
            case Piece.OfBlock block -> block(block.block(), block);
            case Piece.OfInbox stretch -> stretch(stretch);
            case Piece.OfRequest request -> request(request);
        };
    }

    private Outcome user(Piece.OfUser piece) throws SQLException {
        User user = piece.account().user();
        Optional<Outcome> standing = SqliteDirectory.find(session, user.id()).map(piece::against);
        if (standing.isEmpty() && isErased(user.id())) {
            return Outcome.erased(user.id());
        }
        if (standing.isEmpty() && writing) {
            session.run("INSERT INTO users (id, name, created, password, suspended) VALUES (?, ?, ?, ?, ?)",
                    user.id().value(), user.name().value(), user.createdAt().toEpochMilli(),
                    piece.account().password().map(PasswordHash::text).orElse(null),
                    piece.account().suspended() ? 1 : 0);
        }
        return standing.orElse(Outcome.absent(1));
    }

    private boolean isErased(UserId user) throws SQLException {
        return session.any("SELECT 1 FROM users WHERE id = ? AND erased IS NOT NULL", user.value());
    }

    private Outcome group(Piece.OfGroup piece) throws SQLException {
        Optional<Outcome> standing = session.first("SELECT name, created, members, owner FROM groups WHERE id = ?",
                row -> piece.against(
                        new Group(piece.id(), new Name(row.getString(1)), StoredRows.time(row, 2), row.getInt(3),
                                Optional.ofNullable(row.getString(4)).map(UserId::new))),
                piece.id().value());
        if (standing.isEmpty() && writing) {
            session.run("INSERT INTO groups (id, name, created, members, owner) VALUES (?, ?, ?, 0, ?)",
                    piece.id().value(), piece.name().value(), piece.createdAt().toEpochMilli(),
                    piece.owner().map(UserId::value).orElse(null));
        }
        return standing.orElse(Outcome.absent(1));
    }

    private Outcome member(Piece.OfMember piece) throws SQLException {
        Optional<Instant> joined = session.first("SELECT joined FROM members WHERE group_id = ? AND user_id = ?",
                row -> StoredRows.time(row, 1), piece.group().value(), piece.user().value());
        if (joined.isPresent() || !writing) {
            return joined.map(piece::against).orElse(Outcome.absent(1));
        }
        if (!Existing.has(session, piece.group())) {
            return Outcome.lacks(piece.group());
        }
        if (!Existing.has(session, piece.user())) {
            return Outcome.lacks(piece.user());
        }
        SqliteDirectory.join(session, piece.group(), piece.user(), piece.joinedAt());
        session.run("UPDATE groups SET members = members + 1 WHERE id = ?", piece.group().value());
        return Outcome.absent(1);
    }

    private Outcome block(Block block, Piece.OfBlock piece) throws SQLException {
        UserId owner = block.owner();
        UserId blocked = block.blocked();
        Optional<Block> standing = session.first("SELECT scope, since FROM blocks WHERE owner = ? AND blocked = ?",
                row -> new Block(owner, blocked, BlockScope.of(row.getString(1)), StoredRows.time(row, 2)),
                owner.value(), blocked.value());
        if (standing.isPresent() || !writing) {
            return standing.map(piece::against).orElse(Outcome.absent(1));
        }
        if (!Existing.has(session, owner) || !Existing.has(session, blocked)) {
            return Outcome.lacks(Existing.has(session, owner) ? blocked : owner);
        }
        session.run("INSERT INTO blocks (owner, blocked, scope, since) VALUES (?, ?, ?, ?)", owner.value(),
                blocked.value(), block.scope().text(), block.since().toEpochMilli());
        return Outcome.absent(1);
    }

    private Outcome request(Piece.OfRequest piece) throws SQLException {
        Outcome outcome = session.first("SELECT fingerprint, decision, expires FROM requests WHERE id = ?",
                row -> piece.against(row.getString(1), row.getString(2), StoredRows.time(row, 3)), piece.key().id())
                .orElse(Outcome.absent(1));
        if (writing && outcome.written() > 0) {
            Decisions.remember(session, piece.key(), piece.decision());
        }
        return outcome;
    }

    private Outcome stretch(Piece.OfInbox piece) throws SQLException {
        if (isErased(piece.owner())) {
            return Outcome.erased(piece.owner());
        }
        List<InboxEntry> standing = session.list("""
                SELECT e.sequence, e.at, m.id, m.sender, m.recipient, m.text, m.sent
                FROM inbox_entries e JOIN messages m ON m.number = e.message
                WHERE e.owner = ? AND e.sequence >= ? ORDER BY e.sequence LIMIT ?""",
                row -> StoredRows.inboxEntry(row, 1), piece.owner().value(), piece.lookFrom(), piece.lookAt());
        Outcome outcome = piece.against(standing, SqliteInboxes.tail(session, piece.owner()));
        return outcome.written() == 0 ? outcome : append(piece, outcome);
    }

    private Outcome append(Piece.OfInbox piece, Outcome planned) throws SQLException {
        int from = planned.identical();
        for (int i = from; i < piece.entries().size(); i++) {
            InboxEntry entry = piece.entries().get(i);
            Optional<Long> number = writing ? stored(entry.message()) : standing(entry.message());
            if (isAnother(entry.message(), number)) {
                return new Outcome(i - from, from,
                        Optional.of(entry.message().id() + " is another message there"));
            }
            if (writing) {
                session.run("INSERT INTO inbox_entries (owner, sequence, at, message) VALUES (?, ?, ?, ?)",
                        piece.owner().value(), entry.position().sequence(), entry.position().atMillis(),
                        number.orElseThrow());
                session.run("UPDATE messages SET copies = copies + 1 WHERE number = ?", number.orElseThrow());
            }
        }
        return planned;
    }

    /** The number of a message; it may be stored already, for another inbox. */
    private Optional<Long> stored(Message message) throws SQLException {
        session.run("""
                INSERT INTO messages (id, sender, recipient, text, sent, copies) VALUES (?, ?, ?, ?, ?, 0)
                ON CONFLICT (id) DO NOTHING""", message.id().value(), message.sender().value(),
                message.recipient().value(), message.text().value(), message.sentAt().toEpochMilli());
        return standing(message);
    }

    private Optional<Long> standing(Message message) throws SQLException {
        return session.first("SELECT number FROM messages WHERE id = ?", row -> row.getLong(1), message.id().value());
    }

    private boolean isAnother(Message message, Optional<Long> number) throws SQLException {
        return number.isPresent() && !session.first(
                "SELECT id, sender, recipient, text, sent FROM messages WHERE number = ?",
                row -> StoredRows.message(row, 1), number.get()).equals(Optional.of(message));
    }
}
