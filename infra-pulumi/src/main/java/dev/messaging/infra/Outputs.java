package dev.messaging.infra;

import com.pulumi.Context;
import com.pulumi.core.Output;
import dev.messaging.dynamo.schema.TableDefinition;

/** What is told at the end, and what the deploy script asks for. */
final class Outputs {
    private final Context context;
    private final StackConfig config;

    Outputs(Context context, StackConfig config) {
        this.context = context;
        this.config = config;
    }

    void declare(Data data, Artifact artifact, Logs logs, Compute compute) {
        context.export("url", compute.url());
        context.export("region", Output.of(config.region()));
        TableDefinition.ALL.forEach(table -> context.export(table.baseName() + "Table", data.name(table)));
        context.export("prefix", Output.of(config.tables().prefix()));
        context.export("releaseBucket", artifact.bucketName());
        context.export("releaseHash", Output.of(config.release().sha256()));
        context.export("releaseVersion", Output.of(config.release().version()));
        context.export("logGroup", logs.name());
        compute.handles().forEach(context::export);
        // The provider cannot set these yet: the deploy script does.
        config.tables().warmReads().ifPresent(units -> context.export("warmReadUnits", Output.of(units)));
        config.tables().warmWrites().ifPresent(units -> context.export("warmWriteUnits", Output.of(units)));
    }
}
