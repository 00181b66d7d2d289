package dev.messaging.dynamo.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table. This is the one place that defines them: what creates them, what checks them and what describes them to
 * others reads it here. All are billed on demand; none has an index.
 *
 * @param baseName what the table is called behind the installation's prefix
 * @param partitionKey what spreads the data
 * @param sortKey what orders the items of one partition
 * @param expiryAttribute the attribute that tells when an item may be deleted, in seconds since the epoch; empty if
 *     nothing expires
 */
public record TableDefinition(String baseName, KeyAttribute partitionKey, KeyAttribute sortKey,
        Optional<String> expiryAttribute) {
    /** Users, their sessions, blocks, groups, memberships, deliveries and large groups under way, and the data's format. */
    public static final TableDefinition DIRECTORY = new TableDefinition("directory", KeyAttribute.string("pk"),
            KeyAttribute.string("sk"), Optional.of("expires"));

    /** Everybody's inbox: one log for each recipient. Nothing in it expires, for its numbers must have no holes. */
    public static final TableDefinition MESSAGES = new TableDefinition("messages", KeyAttribute.string("recipient"),
            KeyAttribute.number("sequence"), Optional.empty());

    /** All tables. */
    public static final List<TableDefinition> ALL = List.of(DIRECTORY, MESSAGES);

    /** What table names begin with unless something else is chosen. */
    public static final String DEFAULT_PREFIX = "messaging-";

    /**
     * The version of the data's format that this program writes, and the only one that it reads. The one before knew nothing
     * of passwords and owners, and did not count: its programs would let anybody into what is protected, so they must refuse
     * these tables, and its data lacks the counts.
     */
    public static final int FORMAT_VERSION = 2;

    /** Both halves of the key of the item in the directory that tells the format. Servers refuse tables without it. */
    public static final String FORMAT_KEY = "format";

    /** The attribute of that item that holds the version, a number. */
    public static final String FORMAT_VERSION_ATTRIBUTE = "version";

    /**
     * The table's whole name.
     *
     * @param prefix what all table names of one installation begin with
     * @return the name in DynamoDB
     */
    public String name(String prefix) {
        return prefix + baseName;
    }
}
