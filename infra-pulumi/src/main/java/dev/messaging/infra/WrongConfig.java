package dev.messaging.infra;

import com.pulumi.exceptions.RunException;
import java.util.List;

/** Settings that cannot be meant so. Its message lists all of them, so that they are mended in one go. */
public final class WrongConfig extends RunException {
    private static final long serialVersionUID = 1L;

    WrongConfig(String stack, List<String> mistakes) {
        super("The settings of the stack \"" + stack + "\" cannot be used:\n- " + String.join("\n- ", mistakes)
                + "\nThey stand in infra-pulumi/Pulumi." + stack + ".yaml; nothing was changed.");
    }
}
