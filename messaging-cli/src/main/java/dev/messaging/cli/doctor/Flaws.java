package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.core.port.Archive;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a kind of store has besides. */
final class Flaws implements Check {
    private static final int FLAWS_MAX = 10_000;

    private final Archive archive;
    private final Findings findings;

    Flaws(Archive archive, Findings findings) {
        this.archive = archive;
        this.findings = findings;
    }

    @Override
    public void run() {
        for (Archive.Flaw flaw : archive.flaws(FLAWS_MAX)) {
            Optional<BooleanSupplier> mend = flaw.mend().map(it -> () -> archive.mend(it));
            findings.add(new Finding(Kind.damage(flaw.kind()), flaw.where(), flaw.what(),
                    mend.isPresent()
                            ? "count it anew"
                            : "restore the store from a backup, or move it by export and import",
                    mend));
        }
    }
}
