package dev.messaging.dynamo.capacity;

/**
 * Something that the store does on DynamoDB, with all that its cost depends on. The records validate nothing but what would
 * make nonsense; they describe healthy cases (see the package).
 */
public sealed interface Operation permits Check, Send, DirectoryChange, AccountWork, Upkeep {
    /**
     * What it costs each time.
     *
     * @return trips, and units by table
     */
    Cost cost();
}
