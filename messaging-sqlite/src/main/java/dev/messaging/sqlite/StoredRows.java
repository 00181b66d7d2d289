package dev.messaging.sqlite;

import dev.messaging.core.model.Account;
import dev.messaging.core.model.Block;
import dev.messaging.core.model.BlockScope;
import dev.messaging.core.model.Group;
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
import dev.messaging.core.port.Stored;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Rows as records, whatever stands in them. */
final class StoredRows {
    private StoredRows() {}

    /** What this program never writes, it cannot read either: the row is told of instead, whichever check it fails. */
    static Stored read(ResultSet row, String what, Session.Row<Stored> as) throws SQLException {
        try {
            return as.read(row);
        } catch (RuntimeException damaged) {
            return new Stored.Unreadable(what, String.valueOf(damaged.getMessage()));
        }
    }

    static Stored user(ResultSet row) throws SQLException {
        return new Stored.OfUser(
                new Account(new User(new UserId(row.getString(1)), new Name(row.getString(2)), time(row, 3)),
                        Optional.ofNullable(row.getString(4)).map(PasswordHash::new), row.getBoolean(5)),
                Math.max(1, row.getLong(6)), OptionalLong.empty(), OptionalLong.empty());
    }

    static Stored erased(ResultSet row) throws SQLException {
        return new Stored.OfErased(new UserId(row.getString(1)), time(row, 2));
    }

    static Stored group(ResultSet row) throws SQLException {
        return new Stored.OfGroup(new Group(new GroupId(row.getString(1)), new Name(row.getString(2)), time(row, 3),
                row.getInt(4), Optional.ofNullable(row.getString(5)).map(UserId::new)));
    }

    static Stored member(ResultSet row) throws SQLException {
        return new Stored.OfMember(new GroupId(row.getString(1)), new UserId(row.getString(2)), time(row, 3));
    }

    static Stored membership(ResultSet row) throws SQLException {
        return new Stored.OfMember(new GroupId(row.getString(2)), new UserId(row.getString(1)), time(row, 3));
    }

    static Stored block(ResultSet row) throws SQLException {
        return new Stored.OfBlock(new Block(new UserId(row.getString(1)), new UserId(row.getString(2)),
                BlockScope.of(row.getString(3)), time(row, 4)));
    }

    static Stored entry(ResultSet row) throws SQLException {
        UserId owner = new UserId(row.getString(1));
        if (row.getString(4) == null) {
            throw new IllegalStateException("its message is missing");
        }
        return new Stored.OfEntry(owner, inboxEntry(row, 2));
    }

    /** An entry from its sequence on: sequence, at, id, sender, recipient, text, sent. */
    static InboxEntry inboxEntry(ResultSet row, int first) throws SQLException {
        return new InboxEntry(new Position(row.getLong(first), row.getLong(first + 1)), message(row, first + 2));
    }

    /** A message from its id on: id, sender, recipient, text, sent. */
    static Message message(ResultSet row, int first) throws SQLException {
        String recipient = row.getString(first + 2);
        Recipient addressee = recipient.startsWith(GroupId.PREFIX) ? new GroupId(recipient) : new UserId(recipient);
        return new Message(new MessageId(row.getString(first)), new UserId(row.getString(first + 1)), addressee,
                new Text(row.getString(first + 3)), time(row, first + 4));
    }

    static Stored session(ResultSet row) throws SQLException {
        return new Stored.OfSession(SqliteCredentials.session(row));
    }

    static Stored request(ResultSet row) throws SQLException {
        return new Stored.OfRequest(row.getString(1), row.getString(2), time(row, 3));
    }

    static Instant time(ResultSet row, int column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }
}
