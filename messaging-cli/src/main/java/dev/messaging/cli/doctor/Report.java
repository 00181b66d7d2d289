package dev.messaging.cli.doctor;

import java.util.List;
import java.util.Optional;

/**
 * What an examination has come to.
 *
 * @param store which store
 * @param mended whether what can be mended without harm was mended, or only told
 * @param trouble why the store was not examined to the end; empty if it was
 * @param unlisted how many findings are counted and not listed
 * @param read how much was read
 * @param found how many findings there are of each kind
 * @param findings the first of them
 */
public record Report(String store, boolean mended, Optional<String> trouble, long unlisted, List<Read> read,
        List<OfKind> found, List<Listed> findings) {
    /** Keeps copies. */
    public Report {
        read = List.copyOf(read);
        found = List.copyOf(found);
        findings = List.copyOf(findings);
    }

    /**
     * How much was read.
     *
     * @param what what kind of records
     * @param records how many
     */
    public record Read(String what, long records) {}

    /**
     * How many findings there are of a kind.
     *
     * @param kind the kind
     * @param note whether it is no damage
     * @param found how many
     * @param mendable how many of them can be mended without harm
     * @param mended how many were
     */
    public record OfKind(String kind, boolean note, long found, long mendable, long mended) {}

    /**
     * A finding.
     *
     * @param kind its kind
     * @param where which record
     * @param what what is wrong
     * @param mend what puts it right
     * @param safe whether that can be done here without harm
     * @param done whether it was
     */
    public record Listed(String kind, String where, String what, String mend, boolean safe, String done) {}

    /**
     * Whether something is left that is not as it must be.
     *
     * @return true if there is damage that was not mended; notes are none
     */
    public boolean isDamaged() {
        return found.stream().anyMatch(kind -> !kind.note() && kind.found() > kind.mended());
    }

    /**
     * Whether there is anything to mend.
     *
     * @return how many findings, notes too
     */
    public long mendable() {
        return found.stream().mapToLong(kind -> kind.mendable() - kind.mended()).sum();
    }
}
