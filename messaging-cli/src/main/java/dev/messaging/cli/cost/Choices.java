package dev.messaging.cli.cost;

import java.util.Locale;

/** What a stack is made of, as the options write it. */
final class Choices {
    private Choices() {}

    /** What stands before the nodes. */
    enum Balancer {
        NONE, ALB, NLB;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the program runs on. */
    enum Compute {
        EC2, LAMBDA;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How DynamoDB is paid. */
    enum Billing {
        ON_DEMAND,
        /** Units that follow the load, as those of the deployed stack do. */
        PROVISIONED,
        /** Units for the peak, all month. */
        PROVISIONED_AT_PEAK;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** What protected accounts show. */
    enum Credentials {
        /** With each request. */
        PASSWORD,
        /** A session's token. */
        SESSION;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
