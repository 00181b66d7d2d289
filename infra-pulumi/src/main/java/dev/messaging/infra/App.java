package dev.messaging.infra;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import java.util.Map;

/**
 * The program: what stands in AWS, from the settings of a stack. Run by the pulumi command, or by
 * {@link dev.messaging.infra.preview.Preview} without it.
 */
public final class App {
    private App() {}

    /**
     * Runs under an engine, which says by environment variables where it listens.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Pulumi.run(App::define);
    }

    /**
     * Declares everything, from the settings that the engine hands over.
     *
     * @param context the stack that it is for
     * @throws WrongConfig if settings cannot be meant so: says all that is wrong with them
     */
    public static void define(Context context) {
        define(context, StackConfig.given(System.getenv("PULUMI_CONFIG")));
    }

    /**
     * Declares everything: settings, data, artifact, compute, alarms, outputs.
     *
     * @param context the stack that it is for
     * @param settings all settings of the stack, by their whole names
     * @throws WrongConfig if settings cannot be meant so: says all that is wrong with them
     */
    static void define(Context context, Map<String, String> settings) {
        StackConfig config = StackConfig.read(context.stackName(), settings);
        config.warnings().forEach(context.log()::warn);
        Data data = new Data(config);
        Artifact artifact = new Artifact(config);
        Logs logs = new Logs(config);
        Alarms alarms = new Alarms(config, new Notices(config));
        Parts parts = new Parts(data, artifact, logs, alarms);
        Compute compute = switch (config.compute()) {
            case ec2 -> Ec2.declare(config, parts);
            case lambda -> new Lambda(config, parts);
        };
        alarms.declare(data, logs);
        new Outputs(context, config).declare(data, artifact, logs, compute);
    }
}
