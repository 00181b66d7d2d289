package dev.messaging.cli.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What came back.
 *
 * @param outcome how the request ended
 * @param body the answer; missing if there was none, or none in JSON
 * @param bytes how long the answer's body was
 * @param why for people, if it did not end well
 */
record Reply(Outcome outcome, JsonNode body, int bytes, String why) {
    static Reply without(Outcome outcome, String why) {
        return new Reply(outcome, MissingNode.getInstance(), 0, why);
    }
}
