package dev.messaging.infra.preview;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What AWS would tell, made up. What the program looks up is the same each time; what is known of a resource only once it
 * stands is either unknown, as in a real preview, or made up as well, so that what is made of it can be read.
 */
enum Answers {
    /** As {@code pulumi preview} does it. */
    UNKNOWN {
        @Override
        String id(String type, String name, Struct inputs) {
            return MARK;
        }

        @Override
        Map<String, Value> computed(String type, String name, String id) {
            Map<String, Value> values = new HashMap<>();
            COMPUTED.forEach(field -> values.put(field, text(MARK)));
            return values;
        }
    },
    /** Names and numbers that look like AWS's. */
    MADE_UP {
        @Override
        String id(String type, String name, Struct inputs) {
            String kind = kind(type);
            return switch (kind) {
                case "BucketV2" -> "release-bucket";
                case "Instance" -> "i-0123456789abcdef0";
                case "SecurityGroup" -> "sg-" + name;
                default -> inputs.containsFields("name") ? inputs.getFieldsOrThrow("name").getStringValue() : name;
            };
        }

        @Override
        Map<String, Value> computed(String type, String name, String id) {
            Map<String, Value> values = new HashMap<>();
            values.put("arn", text("arn:aws:" + service(type) + ":REGION:" + ACCOUNT + ":" + kind(type) + "/" + id));
            values.put("name", text(id));
            values.put("arnSuffix", text(kind(type) + "/" + id));
            values.put("dnsName", text(id + ".example.com"));
            values.put("publicIp", text("192.0.2.1"));
            values.put("latestVersion", number(1));
            values.put("apiEndpoint", text("https://" + id + ".example.com"));
            values.put("executionArn", text("arn:aws:execute-api:REGION:" + ACCOUNT + ":" + id));
            return values;
        }
    };

    /** What engines write for a value that is not known yet. */
    static final String MARK = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private static final String ACCOUNT = "123456789012";
    private static final List<String> COMPUTED = List.of("arn", "name", "arnSuffix", "dnsName", "publicIp",
            "latestVersion", "apiEndpoint", "executionArn");

    abstract String id(String type, String name, Struct inputs);

    /** What the program may use of a resource that stands, by the property's name. */
    abstract Map<String, Value> computed(String type, String name, String id);

    /** What a look-up finds; nothing if it is not known here. */
    Map<String, Value> found(String function, Struct arguments) {
        return switch (function) {
            case "aws:ec2/getVpc:getVpc" ->
                Map.of("id", text("vpc-0123456789abcdef0"), "cidrBlock", text("172.31.0.0/16"));
            case "aws:ec2/getSubnets:getSubnets" ->
                Map.of("id", text("subnets"), "ids", list("subnet-0a", "subnet-0b", "subnet-0c", "subnet-0d"));
            case "aws:ec2/getRouteTables:getRouteTables" -> Map.of("id", text("tables"), "ids", list("rtb-0a"));
            case "aws:ec2/getInstanceTypeOfferings:getInstanceTypeOfferings" ->
                Map.of("id", text("offerings"), "locations", list("zone-a", "zone-b", "zone-c", "zone-d"));
            case "aws:ssm/getParameter:getParameter" ->
                Map.of("id", text("image"), "value", text(image(arguments)));
            case "aws:index/getCallerIdentity:getCallerIdentity" ->
                Map.of("id", text(ACCOUNT), "accountId", text(ACCOUNT));
            default -> Map.of();
        };
    }

    /** Named after the processors that it is for. */
    private static String image(Struct arguments) {
        String name = arguments.getFieldsOrDefault("name", text("")).getStringValue();
        return "ami-of-" + name.substring(name.lastIndexOf('-') + 1);
    }

    private static String kind(String type) {
        return type.substring(type.lastIndexOf(':') + 1);
    }

    private static String service(String type) {
        return type.split("[:/]", -1)[1];
    }

    private static Value text(String text) {
        return Value.newBuilder().setStringValue(text).build();
    }

    private static Value number(double number) {
        return Value.newBuilder().setNumberValue(number).build();
    }

    private static Value list(String... texts) {
        return Value.newBuilder().setListValue(
                ListValue.newBuilder().addAllValues(Arrays.stream(texts).map(Answers::text).toList())).build();
    }
}
