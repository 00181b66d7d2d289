package dev.messaging.infra;

import com.pulumi.core.Output;
import java.util.Map;

/** What runs the server. */
sealed interface Compute permits Group, Single, Lambda {
    /** Where callers find it. */
    Output<String> url();

    /** What operators ask AWS about, by the name of the output. */
    Map<String, Output<?>> handles();
}
