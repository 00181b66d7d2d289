package dev.messaging.cli.cost;

/** What a bill is made of, in the order in which it is shown. */
enum Part {
    REQUESTS("DynamoDB units", "#4e79a7"), //
    STORAGE("DynamoDB storage", "#a0cbe8"), //
    MACHINES("machines", "#f28e2b"), //
    BALANCER("balancer, gateway", "#ffbe7d"), //
    ADDRESSES("public addresses", "#59a14f"), //
    EGRESS("egress", "#b6992d"), //
    LOGS("logs", "#e15759"), //
    MONITORING("alarms, metrics", "#79706e"), //
    BUCKET("release bucket", "#bab0ac");

    private final String title;
    private final String color;

    Part(String title, String color) {
        this.title = title;
        this.color = color;
    }

    String title() {
        return title;
    }

    String color() {
        return color;
    }
}
