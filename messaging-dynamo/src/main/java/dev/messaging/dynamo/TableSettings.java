package dev.messaging.dynamo;

import dev.messaging.dynamo.TableSetting.Judgement;
import dev.messaging.dynamo.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.BillingModeSummary;
import software.amazon.awssdk.services.dynamodb.model.ContinuousBackupsDescription;
import software.amazon.awssdk.services.dynamodb.model.DescribeContinuousBackupsResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/** How tables are set, beside what the program needs, and what it is deployed with. */
final class TableSettings {
    private static final String MISSING = "missing";
    private static final String ON = "on";
    private static final String OFF = "off";

    private final Database database;
    private final String prefix;

    TableSettings(Database database, String prefix) {
        this.database = database;
        this.prefix = prefix;
    }

    List<TableSetting> of(Patience patience, TableDefinition table, Optional<TableDescription> description) {
        String name = table.name(prefix);
        if (description.isEmpty()) {
            return List.of(TableSetting.needed(name, "table", MISSING, "there", Judgement.TO_UPGRADE));
        }
        List<TableSetting> settings = new ArrayList<>();
        settings.add(TableSetting.needed(name, "key", key(description.get().keySchema(),
                description.get().attributeDefinitions()),
                key(DynamoTables.keySchema(table),
                        DynamoTables.attributeDefinitions(table)),
                Judgement.WRONG));
        settings.add(billing(name, description.get()));
        table.expiryAttribute().ifPresent(attribute -> settings.add(TableSetting.needed(name, "expiry",
                expiry(patience, name), attribute, Judgement.TO_UPGRADE)));
        settings.add(advised(name, "point-in-time recovery", recovery(patience, name)));
        settings.add(advised(name, "deletion protection",
                Boolean.TRUE.equals(description.get().deletionProtectionEnabled()) ? ON : OFF));
        return settings;
    }

    /** Names and types: {@code recipient S, sequence N}. */
    private static String key(List<KeySchemaElement> schema, List<AttributeDefinition> definitions) {
        Map<String, String> types = definitions.stream().collect(Collectors
                .toMap(AttributeDefinition::attributeName, AttributeDefinition::attributeTypeAsString));
        return schema.stream().map(KeySchemaElement::attributeName).map(name -> name + " " + types.get(name))
                .collect(Collectors.joining(", "));
    }

    /** A table that was never billed otherwise says nothing about it. */
    private static TableSetting billing(String name, TableDescription description) {
        boolean onDemand = Optional.ofNullable(description.billingModeSummary()).map(BillingModeSummary::billingMode)
                .filter(BillingMode.PAY_PER_REQUEST::equals).isPresent();
        return new TableSetting(name, "billing", onDemand ? "on demand" : "provisioned", "on demand",
                onDemand ? Judgement.RIGHT : Judgement.ADVISED);
    }

    private String expiry(Patience patience, String name) {
        var ttl = database.read(patience, client -> client.ofTables().describeTimeToLive(ask -> ask.tableName(name)))
                .timeToLiveDescription();
        boolean on = ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                || ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLING;
        return on ? ttl.attributeName() : OFF;
    }

    private static TableSetting advised(String name, String setting, String found) {
        return new TableSetting(name, setting, found, ON, found.equals(ON) ? Judgement.RIGHT : Judgement.ADVISED);
    }

    /** Asking for it takes a right of its own, and not everything that speaks DynamoDB's language knows the question. */
    private String recovery(Patience patience, String name) {
        DescribeContinuousBackupsResponse response = database.read(patience, client -> {
            try {
                return client.ofTables().describeContinuousBackups(ask -> ask.tableName(name));
            } catch (DynamoDbException untold) {
                return DescribeContinuousBackupsResponse.builder().build();
            }
        });
        return Optional.ofNullable(response.continuousBackupsDescription())
                .map(ContinuousBackupsDescription::pointInTimeRecoveryDescription)
                .map(told -> told.pointInTimeRecoveryStatus() == PointInTimeRecoveryStatus.ENABLED ? ON : OFF)
                .orElse("not told");
    }
}
