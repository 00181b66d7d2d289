package dev.messaging.cli;

import dev.messaging.core.Messaging;
import picocli.CommandLine.Option;

/** How many others a user may block. */
final class BlockLimit {
    @Option(names = "--blocks-max", paramLabel = "BLOCKS", defaultValue = "1000", converter = Blocks.class,
            description = "The most others that a user may block, up to "
                    + Messaging.LISTS_CEILING + ". Default: ${DEFAULT-VALUE}")
    private int blocksMax;

    Messaging.Builder applyTo(Messaging.Builder builder) {
        return builder.blocksMax(blocksMax);
    }

    private static final class Blocks extends InRange {
        Blocks() {
            super(Messaging.LISTS_CEILING);
        }
    }
}
