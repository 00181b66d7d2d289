package dev.messaging.infra;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the server runs on where there are no machines.
 *
 * @param runtime Lambda's name of the Java that it brings
 * @param memoryMegabytes the memory, which brings processor time with it
 * @param adapterLayer the ARN of the layer that turns Lambda's calls into HTTP
 * @param onlyForMachines settings that were given and mean nothing here
 */
record Function(String runtime, int memoryMegabytes, Optional<String> adapterLayer, List<String> onlyForMachines) {
    static Function read(Settings settings) {
        return new Function(
                settings.text("messaging:lambdaRuntime", Pattern.compile("java[0-9]{2}"), "a runtime such as java21")
                        .orElse("java21"),
                settings.number("messaging:lambdaMemory", 512, 10_240).orElse(1_024),
                settings.text("messaging:lambdaAdapterLayer",
                        Pattern.compile("arn:aws:lambda:[a-z0-9-]+:[0-9]{12}:layer:[A-Za-z0-9_-]+:[0-9]+"),
                        "the ARN of a layer's version: arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION"),
                Stream.of("balancer", "certificateArn", "tlsCertificateParameter", "tlsKeyParameter", "domain",
                        "instanceType", "instances", "instancesMax", "zones", "vpcId", "subnetIds", "gatewayEndpoints",
                        "ami").map(Settings.OURS::concat).filter(key -> settings.text(key).isPresent()).toList());
    }

    void check(Settings settings) {
        onlyForMachines.forEach(key -> settings
                .mistake(key + " means nothing with messaging:compute: lambda. Leave it out."));
    }
}
