package dev.messaging.http;

/** A request that cannot be answered for a reason of HTTP's; reasons of the business are refusals of the core. */
@SuppressWarnings("serial") // never serialized: turned into an answer where it is caught
final class ProblemException extends RuntimeException {
    private final Problem problem;

    ProblemException(ProblemType type, String detail) {
        super(detail, null, false, false);
        this.problem = Problem.of(type, detail);
    }

    Problem problem() {
        return problem;
    }
}
