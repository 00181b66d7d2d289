package dev.messaging.infra;

import com.google.gson.Gson;
import com.pulumi.core.Output;
import dev.messaging.dynamo.schema.TableDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a role may do: each right by name, each on a thing by name. */
final class Rights {
    /**
     * What servers do with each table; a test of the store runs with these rights alone, and needs each of them. No server
     * deletes a message: trimming inboxes is an operator's work.
     */
    private static final Map<TableDefinition, List<String>> OF_TABLES = Map.of(TableDefinition.DIRECTORY,
            List.of("dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem",
                    "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query",
                    "dynamodb:UpdateItem"),
            TableDefinition.MESSAGES,
            List.of("dynamodb:BatchGetItem", "dynamodb:DescribeTable", "dynamodb:PutItem", "dynamodb:Query"));

    private final List<Output<Map<String, Object>>> statements = new ArrayList<>();

    /** Who may take the role. */
    static String takenBy(String service) {
        return new Gson().toJson(document(List.of(ordered("Effect", "Allow", "Principal", Map.of("Service", service),
                "Action", "sts:AssumeRole"))));
    }

    void allow(String purpose, List<String> actions, List<Output<String>> things) {
        statements.add(Output.all(things).applyValue(
                named -> ordered("Sid", purpose, "Effect", "Allow", "Action", actions, "Resource", named)));
    }

    void allowTables(Data data) {
        TableDefinition.ALL.forEach(table -> allow(purpose(table), OF_TABLES.getOrDefault(table, List.of()),
                List.of(data.arn(table))));
    }

    /** The policy as JSON. */
    Output<String> policy() {
        return Output.all(statements).applyValue(all -> new Gson().toJson(document(all)));
    }

    private static String purpose(TableDefinition table) {
        return Character.toUpperCase(table.baseName().charAt(0)) + table.baseName().substring(1);
    }

    private static Map<String, Object> document(List<?> statements) {
        return ordered("Version", "2012-10-17", "Statement", statements);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i].toString(), pairs[i + 1]);
        }
        return map;
    }
}
