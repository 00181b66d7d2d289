package dev.messaging.cli.smoke;

import java.time.Duration;

/** A check from a cursor may be served by another node than the send, and shows it within about a second. */
record Patience(Duration most) {
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** Checks until there are so many messages, or until patience is at its end: then it is the last answer. */
    Answer until(int messages, Steps.Step<Answer> check) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        Answer answer = check.take();
        while (answer.status() == 200 && answer.body().at("/messages").size() < messages && System.nanoTime() < end) {
            Thread.sleep(PAUSE);
            answer = check.take();
        }
        return answer.is(200).hasSize("/messages", messages);
    }
}
