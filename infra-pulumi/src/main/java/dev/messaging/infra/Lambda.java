package dev.messaging.infra;

import com.pulumi.aws.apigatewayv2.Api;
import com.pulumi.aws.apigatewayv2.ApiArgs;
import com.pulumi.aws.apigatewayv2.Integration;
import com.pulumi.aws.apigatewayv2.IntegrationArgs;
import com.pulumi.aws.apigatewayv2.Route;
import com.pulumi.aws.apigatewayv2.RouteArgs;
import com.pulumi.aws.apigatewayv2.Stage;
import com.pulumi.aws.apigatewayv2.StageArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.core.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The same release without machines: a function behind an HTTP API. A layer of AWS starts the server and turns calls into
 * requests. Nothing runs between calls, so what a broken-off call left behind is finished by a schedule.
 */
final class Lambda extends Part implements Compute {
    /** The gateway gives up after 30 s; the function must have ended before. */
    private static final int CALL_SECONDS = 29;
    private static final String PORT = "8080";

    /** Where the layer posts what is no request of a caller: the gateway opens no path of two parts but those below. */
    static final String RECOVERY_PATH = "/internal/recovery";

    /** Everything that callers may reach; metrics and the recovery are not among it. */
    private static final Map<String, String> ROUTES = Map.ofEntries(Map.entry("api", "ANY /v1/{proxy+}"),
            Map.entry("actions", "POST /{action}"), Map.entry("preflight", "OPTIONS /{action}"),
            Map.entry("welcome", "GET /"), Map.entry("docs", "GET /docs"), Map.entry("docs-files", "GET /docs/{file}"),
            Map.entry("openapi", "GET /openapi.json"), Map.entry("problems", "GET /problems"),
            Map.entry("problem", "GET /problems/{name}"), Map.entry("ready", "GET /health/ready"),
            Map.entry("live", "GET /health/live"));

    private final com.pulumi.aws.lambda.Function function;
    private final Api api;

    Lambda(StackConfig config, Parts parts) {
        super("Lambda", config);
        Role role = new Role(config.name(), RoleArgs.builder()
                .assumeRolePolicy(Rights.takenBy("lambda.amazonaws.com")).tags(config.tags()).build(), own());
        this.function = function(parts, role, rights(parts, role));
        this.api = api();
        new Schedule(this, function).declare();
        parts.alarms().declareOf(api.id(), function.name());
    }

    @Override
    public Output<String> url() {
        return api.apiEndpoint();
    }

    @Override
    public Map<String, Output<?>> handles() {
        return Map.of("function", function.name());
    }

    private RolePolicy rights(Parts parts, Role role) {
        Rights rights = new Rights();
        rights.allowTables(parts.data());
        rights.allow("Log", List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                List.of(parts.logs().arn().applyValue(arn -> arn + ":*")));
        return new RolePolicy(config().name(),
                RolePolicyArgs.builder().role(role.id()).policy(rights.policy()).build(), own());
    }

    private com.pulumi.aws.lambda.Function function(Parts parts, Role role, RolePolicy rights) {
        return new com.pulumi.aws.lambda.Function(config().name(), FunctionArgs.builder().role(role.arn())
                .runtime(config().function().runtime()).architectures("arm64").handler("run.sh")
                .s3Bucket(parts.artifact().bucketName()).s3Key(parts.artifact().key())
                .memorySize(config().function().memoryMegabytes()).timeout(CALL_SECONDS).layers(layer())
                .environment(FunctionEnvironmentArgs.builder().variables(environment()).build())
                .loggingConfig(FunctionLoggingConfigArgs.builder().logFormat("Text").logGroup(parts.logs().name())
                        .build())
                .tags(config().tags()).build(), options().dependsOn(parts.data().ready(), rights).build());
    }

    private String layer() {
        return config().function().adapterLayer().orElseGet(
                () -> "arn:aws:lambda:" + config().region() + ":753240598075:layer:LambdaAdapterLayerArm64:27");
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>(ServerSettings.of(config()));
        // Lambda tells the function its region itself, under a name that may not be set.
        variables.put("AWS_LAMBDA_EXEC_WRAPPER", "/opt/bootstrap");
        variables.put("AWS_LWA_PORT", PORT);
        variables.put("AWS_LWA_READINESS_CHECK_PATH", "/health/ready");
        variables.put("AWS_LWA_READINESS_CHECK_HEALTHY_STATUS", "200");
        variables.put("AWS_LWA_PASS_THROUGH_PATH", RECOVERY_PATH);
        variables.put("MESSAGING_PORT", PORT);
        // The layer calls from here, and says for whom.
        variables.put("MESSAGING_TRUSTED_PROXY", "127.0.0.1");
        return variables;
    }

    private Api api() {
        Api gateway = new Api(config().name(),
                ApiArgs.builder().protocolType("HTTP").description("Messaging").tags(config().tags()).build(), own());
        Integration integration = new Integration(config().name(),
                IntegrationArgs.builder().apiId(gateway.id()).integrationType("AWS_PROXY")
                        .integrationUri(function.arn()).payloadFormatVersion("2.0").build(),
                own());
        ROUTES.forEach((name, key) -> {
            var unused = new Route(config().name(name), RouteArgs.builder().apiId(gateway.id()).routeKey(key)
                    .target(integration.id().applyValue(id -> "integrations/" + id)).build(), own());
        });
        var unusedStage = new Stage(config().name(), StageArgs.builder().apiId(gateway.id()).name("$default")
                .autoDeploy(true).tags(config().tags()).build(), own());
        var unusedPermission = new Permission(config().name("gateway"),
                PermissionArgs.builder().action("lambda:InvokeFunction").function(function.name())
                        .principal("apigateway.amazonaws.com")
                        .sourceArn(gateway.executionArn().applyValue(arn -> arn + "/*/*")).build(),
                own());
        return gateway;
    }
}
