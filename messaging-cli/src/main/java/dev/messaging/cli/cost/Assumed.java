package dev.messaging.cli.cost;

/**
 * What the model of costs takes for granted, each in this one place. docs/costs.md says them too; what was measured says where.
 * Public for the test that compares sizes with those of a server.
 */
public final class Assumed {
    /**
     * Checks from a cursor that one processor answers in a second: a server on DynamoDB Local was busy for 1.14 ms with each
     * (docs/benchmarks.md), rounded down. It was no Graviton.
     */
    public static final int CHECKS_A_SECOND_A_PROCESSOR = 800;
    /**
     * Argon2id hashes that one processor makes in a second: a machine of two made 30 to 37 (docs/benchmarks.md). It was no
     * Graviton.
     */
    static final int HASHES_A_SECOND_A_PROCESSOR = 17;
    /** How long a node takes a password on trust after it has hashed it; a request in between does not prolong it. */
    static final double TRUSTED_MINUTES = 10;
    /** How much memory gives a function one processor, by AWS's guide to Lambda; less gives it that part of one. */
    static final double LAMBDA_MEGABYTES_A_PROCESSOR = 1_769;
    /** The default of --connections-max from 640 MB of heap on (docs/benchmarks.md, stalled connections). */
    static final int CONNECTIONS_A_NODE = 10_000;

    /** Of an answer to a check without news: headers of some 200 bytes, and the cursor. Held against a server by a test. */
    public static final int ANSWER_BYTES = 260;
    /** Of each message in it, beside its text. */
    public static final int MESSAGE_BYTES = 225;
    /** The same in the second dialect. */
    public static final int MESSAGE_BYTES_SECOND_DIALECT = 110;
    /** Of an answer to a send. */
    public static final int SENT_BYTES = 215;
    /** Of a request, beside the text of a message; comes in, which is free, but goes through the balancer. */
    static final int REQUEST_BYTES = 400;
    /** Of a stream's sign of life, with what TLS and TCP add. */
    static final int BEAT_BYTES = 80;
    /** Every 15 s. */
    static final double BEATS_A_MONTH = Month.SECONDS / 15;
    /** What TLS and TCP add to each answer. */
    static final int RECORD_BYTES = 100;
    /** What the server sends before the first answer on a new TLS connection: a certificate chain of two. */
    static final int HANDSHAKE_BYTES = 3_500;
    /** How long a full TLS handshake keeps a processor busy, where TLS ends on the nodes: reasoned, not measured. */
    static final double HANDSHAKE_PROCESSOR_SECONDS = 0.001;
    /** What a line of the log weighs, as JSON, with what CloudWatch adds to each event: every request leaves one. */
    public static final int LOG_LINE_BYTES = 345;

    /** A stream of events lasts an hour. */
    static final double STREAMS_A_MONTH = Month.HOURS;
    /** What a node knows of an account for a password, or of a session. */
    static final double VERIFIED_SECONDS = 45;
    /** Whether an account exists, and is open. */
    static final double ACCOUNT_SECONDS = 60;
    static final double NEWS_SECONDS = 30;
    /** How often a node looks for what others left behind, on average. */
    static final double RECOVERY_SECONDS = 15;
    /** The same by the schedule on Lambda. */
    static final double RECOVERY_SECONDS_LAMBDA = 60;
    /** The balancer asks each node from each of its subnets. */
    static final double HEALTH_SECONDS = 10;
    /** As many old messages of an inbox as a trim should find, to be worth its while. */
    static final double TRIMMED_AT_ONCE = 25;

    static final int DETAILED_METRICS = 7;
    /** That the agent on each node sends: memory, disk, age of the outbox. */
    static final int METRICS_A_NODE = 3;
    /** How long the default stack keeps its log. */
    static final int LOG_DAYS = 30;
    /** What an instance's release, and four before it, take in the bucket. */
    static final double RELEASES_GB = 0.3;

    private Assumed() {}
}
