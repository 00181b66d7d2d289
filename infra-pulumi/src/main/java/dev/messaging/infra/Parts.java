package dev.messaging.infra;

/**
 * What every kind of compute builds on.
 *
 * @param data the tables
 * @param artifact the release
 * @param logs where logs go
 * @param alarms what wakes somebody
 */
record Parts(Data data, Artifact artifact, Logs logs, Alarms alarms) {}
