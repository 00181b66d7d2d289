package dev.messaging.cli.bulk;

import dev.messaging.core.port.Archive.Outcome;
import dev.messaging.core.port.Piece;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of the pieces, by their kind. */
final class Results {
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private long erased;

    /**
     * One kind.
     *
     * @param kind which
     * @param written how many were written, or would be
     * @param identical how many were there already
     * @param conflicts how many were left out
     */
    record Row(String kind, long written, long identical, long conflicts) {
        Row and(Outcome outcome, int size) {
            return new Row(kind, written + outcome.written(), identical + outcome.identical(),
                    conflicts + size - outcome.written() - outcome.identical());
        }
    }

    Results() {
        List.of("requests", "users", "groups", "members", "blocks", "entries", "erased")
                .forEach(kind -> rows.put(kind, new Row(kind, 0, 0, 0)));
    }

    /** @param size how many records the piece is */
    void add(Piece piece, Outcome outcome, int size) {
        rows.computeIfPresent(kind(piece), (kind, row) -> row.and(outcome, size));
    }

    /** Somebody was erased while the file was written. */
    void addErased() {
        erased++;
    }

    List<Row> rows() {
        return List.copyOf(rows.values());
    }

    long conflicts() {
        return rows.values().stream().mapToLong(Row::conflicts).sum() + erased;
    }

    private static String kind(Piece piece) {
        return switch (piece) {
            case Piece.OfUser user -> "users";
            case Piece.OfGroup group -> "groups";
            case Piece.OfMember member -> "members";
            case Piece.OfBlock block -> "blocks";
            case Piece.OfRequest request -> "requests";
            case Piece.OfInbox inbox -> "entries";
            case Piece.OfErased erased -> "erased";
        };
    }

    @Override
    public String toString() {
        long written = rows.values().stream().mapToLong(Row::written).sum();
        long identical = rows.values().stream().mapToLong(Row::identical).sum();
        return written + " new, " + identical + " there already, " + conflicts() + " conflicts";
    }
}
