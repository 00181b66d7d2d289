package dev.messaging.cli.doctor;

import dev.messaging.cli.doctor.Finding.Kind;
import dev.messaging.core.model.UserSession;
import dev.messaging.core.port.Archive;
import dev.messaging.core.port.Archive.Found;
import dev.messaging.core.port.Archive.Section;
import dev.messaging.core.port.Mend;
import dev.messaging.core.port.Seen;
import dev.messaging.core.port.Seen.Presence;
import dev.messaging.core.port.Stored;
import dev.messaging.core.port.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Sessions are somebody's and can be ended; these and requests go when they have expired. */
final class Expiring implements Check {
    private static final String REMOVE = "remove it; some stores take days to do so by themselves";

    private final Archive archive;
    private final Sections sections;
    private final SecondLook secondLook;
    private final Findings findings;
    private final Instant before;
    private final InstantSource clock;

    /** @param before when what should be gone by now had expired */
    Expiring(Archive archive, Sections sections, SecondLook secondLook, Findings findings, Instant before,
            InstantSource clock) {
        this.archive = archive;
        this.sections = sections;
        this.secondLook = secondLook;
        this.findings = findings;
        this.before = before;
        this.clock = clock;
    }

    @Override
    public void run() {
        sections.each(Section.SESSIONS, this::sessions);
        sections.each(Section.REQUESTS, this::requests);
    }

    private void sessions(List<Found> part) {
        Map<Subject.OfSession, UserSession> sessions = new LinkedHashMap<>();
        for (Found found : part) {
            if (found.stored() instanceof Stored.OfSession(UserSession session)) {
                if (session.expiresAt().isBefore(before)) {
                    findings.add(new Finding(Kind.EXPIRED_SESSION, name(session),
                            "has expired at " + session.expiresAt(), REMOVE, mend(session)));
                } else {
                    sessions.put(new Subject.OfSession(session.key(), session.user()), session);
                }
            }
        }
        secondLook.at(List.copyOf(sessions.keySet()), Seen.OfSession.class,
                (subject, seen) -> seen.isRight() || hasExpired(subject, sessions),
                (subject, seen) -> tell(Optional.ofNullable(sessions.get(subject)).orElseThrow(), seen));
    }

    /** Then a store that removes it by itself may have begun at either side. */
    private boolean hasExpired(Subject.OfSession subject, Map<Subject.OfSession, UserSession> sessions) {
        return Optional.ofNullable(sessions.get(subject)).orElseThrow().expiresAt().isBefore(clock.instant());
    }

    private void tell(UserSession session, Seen.OfSession seen) {
        findings.add(seen.user() != Presence.THERE
                ? new Finding(Kind.SESSION, name(session), seen.user() == Presence.ERASED
                        ? "the user was erased"
                        : "the user does not exist", "remove it", mend(session))
                : Finding.forPeople(Kind.SESSION, name(session),
                        "it does not stand among its user's, and would outlive a change of the password",
                        "remove it by hand, or let it expire at " + session.expiresAt()));
    }

    /** A part of the key's digest tells which; more need not go where others read. */
    private static String name(UserSession session) {
        return session.user() + " session " + session.key().value().substring(0, 8);
    }

    private Optional<BooleanSupplier> mend(UserSession session) {
        return Optional.of(() -> archive.mend(new Mend.OfSession(session)));
    }

    private void requests(List<Found> part) {
        part.stream().map(Found::stored).filter(Stored.OfRequest.class::isInstance).map(Stored.OfRequest.class::cast)
                .filter(request -> request.expiresAt().isBefore(before))
                .forEach(request -> findings.add(new Finding(Kind.EXPIRED_REQUEST,
                        "request " + request.id().substring(0, Math.min(8, request.id().length())),
                        "has expired at " + request.expiresAt(), REMOVE,
                        Optional.of(() -> archive.mend(new Mend.OfRequest(request))))));
    }
}
