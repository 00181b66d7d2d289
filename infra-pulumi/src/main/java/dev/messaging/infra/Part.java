package dev.messaging.infra;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;

/** A part of the stack: what belongs together in code belongs together in what Pulumi shows. */
abstract class Part extends ComponentResource {
    private final StackConfig config;

    Part(String kind, StackConfig config) {
        super("messaging:infra:" + kind, config.name());
        this.config = config;
    }

    final StackConfig config() {
        return config;
    }

    /** Of a resource in this part. */
    final CustomResourceOptions own() {
        return options().build();
    }

    /** Of a resource in this part, to be added to. */
    final CustomResourceOptions.Builder options() {
        return CustomResourceOptions.builder().parent(this);
    }
}
