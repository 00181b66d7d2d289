package dev.messaging.infra;

import com.google.gson.Gson;
import com.pulumi.aws.dynamodb.Table;
import com.pulumi.aws.dynamodb.TableArgs;
import com.pulumi.aws.dynamodb.TableItem;
import com.pulumi.aws.dynamodb.TableItemArgs;
import com.pulumi.aws.dynamodb.inputs.TableAttributeArgs;
import com.pulumi.aws.dynamodb.inputs.TablePointInTimeRecoveryArgs;
import com.pulumi.aws.dynamodb.inputs.TableServerSideEncryptionArgs;
import com.pulumi.aws.dynamodb.inputs.TableTtlArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import dev.messaging.dynamo.schema.KeyAttribute;
import dev.messaging.dynamo.schema.TableDefinition;
import dev.messaging.infra.Tables.Billing;
import dev.messaging.infra.Tables.Encryption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables, from the application's one definition of them. */
final class Data extends Part {
    private final Map<TableDefinition, Table> tables = new LinkedHashMap<>();
    private final TableItem format;

    Data(StackConfig config) {
        super("Data", config);
        TableDefinition.ALL.forEach(definition -> tables.put(definition, table(definition)));
        this.format = format();
    }

    /** What has to be there before a server starts. */
    Resource ready() {
        return format;
    }

    Output<String> name(TableDefinition definition) {
        return created(definition).name();
    }

    Output<String> arn(TableDefinition definition) {
        return created(definition).arn();
    }

    private Table created(TableDefinition definition) {
        Table table = tables.get(definition);
        if (table == null) {
            throw new IllegalArgumentException("No table is called " + definition.baseName());
        }
        return table;
    }

    private Table table(TableDefinition definition) {
        Tables chosen = config().tables();
        TableArgs.Builder table = TableArgs.builder().name(definition.name(chosen.prefix()))
                .hashKey(definition.partitionKey().name()).rangeKey(definition.sortKey().name())
                .attributes(attribute(definition.partitionKey()), attribute(definition.sortKey()))
                .pointInTimeRecovery(TablePointInTimeRecoveryArgs.builder().enabled(chosen.backups()).build())
                .deletionProtectionEnabled(chosen.kept()).tags(config().tags());
        definition.expiryAttribute().ifPresent(
                attribute -> table.ttl(TableTtlArgs.builder().attributeName(attribute).enabled(true).build()));
        if (chosen.encryption() == Encryption.managed) {
            table.serverSideEncryption(TableServerSideEncryptionArgs.builder().enabled(true).build());
        }
        CustomResourceOptions.Builder options = options().protect(chosen.kept());
        if (chosen.billing() == Billing.onDemand) {
            return new Table(config().name(definition.baseName()), table.billingMode("PAY_PER_REQUEST").build(),
                    options.build());
        }
        // Scaling moves the capacities; the next deployment must not move them back.
        Table created = new Table(config().name(definition.baseName()),
                table.billingMode("PROVISIONED").readCapacity(chosen.reads().least())
                        .writeCapacity(chosen.writes().least()).build(),
                options.ignoreChanges("readCapacity", "writeCapacity").build());
        TableScaling scaling = new TableScaling(this);
        scaling.declare(created, definition.baseName() + "-reads", "Read", chosen.reads());
        scaling.declare(created, definition.baseName() + "-writes", "Write", chosen.writes());
        return created;
    }

    private static TableAttributeArgs attribute(KeyAttribute key) {
        return TableAttributeArgs.builder().name(key.name()).type(key.type()).build();
    }

    /** Without this item servers refuse the tables. From then on it is the application's: an upgrade of the data changes it. */
    private TableItem format() {
        TableDefinition directory = TableDefinition.DIRECTORY;
        Map<String, Map<String, String>> item = new LinkedHashMap<>();
        for (KeyAttribute key : List.of(directory.partitionKey(), directory.sortKey())) {
            item.put(key.name(), Map.of(key.type(), TableDefinition.FORMAT_KEY));
        }
        item.put(TableDefinition.FORMAT_VERSION_ATTRIBUTE,
                Map.of("N", Integer.toString(TableDefinition.FORMAT_VERSION)));
        return new TableItem(config().name("format"),
                TableItemArgs.builder().tableName(name(directory)).hashKey(directory.partitionKey().name())
                        .rangeKey(directory.sortKey().name()).item(new Gson().toJson(item)).build(),
                // Kept with its table: were it forgotten alone, the next deployment would fail to put it a second time.
                options().ignoreChanges("item").retainOnDelete(true).protect(config().tables().kept()).build());
    }
}
