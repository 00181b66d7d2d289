package dev.messaging.cli.doctor;

/** One thing that must hold of a store. */
interface Check {
    /** Looks whether it holds, and adds what does not to the findings. */
    void run();
}
