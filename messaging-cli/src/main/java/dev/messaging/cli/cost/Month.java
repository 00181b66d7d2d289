package dev.messaging.cli.cost;

/** A month as AWS reckons with it: 730 hours. */
final class Month {
    static final double HOURS = 730;
    static final double DAYS = HOURS / 24;
    static final double MINUTES = HOURS * 60;
    static final double SECONDS = MINUTES * 60;

    private Month() {}
}
