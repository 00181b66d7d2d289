package dev.messaging.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.messaging.core.port.StoreException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * The store's contract, on the tables that the Pulumi program would create, with the rights that it would give: not one more
 * is needed, and not one less.
 */
@OnDynamoDbLocal
class DeployedTablesTest extends DynamoStoreTest {
    private static final Deployed DEPLOYED = Deployed.read();

    /** What operators may besides, when they trim inboxes. */
    private static final String TRIMMING = DeployedRights.right("BatchWriteItem", DEPLOYED.prefix() + "messages");
    private static final DeployedRights RIGHTS = new DeployedRights(
            Stream.concat(DEPLOYED.rights().stream(), Stream.of(TRIMMING)).collect(Collectors.toSet()));

    private final LocalTables local;

    DeployedTablesTest(LocalTables local) {
        super(deployed(local));
        this.local = local;
    }

    private static LocalTables deployed(LocalTables local) {
        try {
            local.client().describeTable(table -> table.tableName(DEPLOYED.prefix() + "messages"));
        } catch (ResourceNotFoundException first) {
            DEPLOYED.create(local.client());
        }
        return new LocalTables(local.endpoint(), Wire.before(local.client(), RIGHTS), DEPLOYED.prefix());
    }

    @Test
    void withoutTheRightsNothingWorks() {
        DeployedRights none = new DeployedRights(Set.of());
        assertThrows(StoreException.class, () -> new LocalTables(local.endpoint(), Wire.before(local.client(), none),
                DEPLOYED.prefix()).store().open());
    }

    @Test
    void noServerMayDeleteAMessage() {
        assertEquals(Set.of(), DEPLOYED.rights().stream().filter(right -> right.endsWith("messages"))
                .filter(right -> right.matches("(Delete|Update|BatchWrite).*")).collect(Collectors.toSet()));
    }

    @AfterAll
    static void everyRightWasNeeded() {
        assertEquals(Set.of(), RIGHTS.unused());
    }
}
