package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.core.port.Archive;
import java.util.List;
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
        List<Archive.Flaw> flaws;
        long mendedBefore;
        do {
            mendedBefore = findings.mended();
            flaws = archive.flaws(FLAWS_MAX);
            flaws.forEach(this::tell);
        } while (flaws.size() == FLAWS_MAX && findings.mended() > mendedBefore);
        if (flaws.size() == FLAWS_MAX) {
            findings.add(Finding.forPeople(Kind.MORE, "the store", "has more of these than are looked for at once",
                    "examine it again when these are mended"));
        }
    }

    private void tell(Archive.Flaw flaw) {
        Optional<BooleanSupplier> mend = flaw.mend().map(it -> () -> archive.mend(it));
        findings.add(new Finding(Kind.damage(flaw.kind()), flaw.where(), flaw.what(),
                mend.isPresent()
                        ? "count it anew"
                        : "restore the store from a backup, or move it by export and import",
                mend));
    }
}
