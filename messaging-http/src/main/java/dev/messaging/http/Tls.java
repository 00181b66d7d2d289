package dev.messaging.http;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS 1.2 and 1.3 with a certificate from files. The files are looked at again and again: a renewed certificate holds for
 * the connections that come then, and while the files make no pair the server goes on with the last one that did.
 */
final class Tls implements AutoCloseable {
    /** Short beside the weeks that a renewed certificate overlaps with the old one. */
    static final Duration LOOK_EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

    private final TlsFiles files;
    private final InstantSource clock;
    private final SslContextFactory.Server contexts = new SslContextFactory.Server();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tls-renewal").factory());
    private PemFile seenChain;
    private PemFile seenKey;
    private ServerCertificate current;
    private String lastTrouble = "";
    private String lastWarning = "";

    /**
     * Reads the files.
     *
     * @throws IOException if they cannot be used; the message says why, and what would be right
     */
    Tls(TlsFiles files, InstantSource clock) throws IOException {
        this.files = files;
        this.clock = clock;
        this.seenChain = PemFile.read(files.certificateChainPem());
        this.seenKey = PemFile.read(files.privateKeyPem());
        contexts.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        contexts.setRenegotiationAllowed(false);
        contexts.setKeyStorePassword(ServerCertificate.STORE_PASSWORD);
        this.current = ServerCertificate.of(seenChain, seenKey);
        contexts.setKeyStore(current.keyStore());
        warnOfDates();
    }

    /**
     * What the settings want, which may be nothing.
     *
     * @throws IOException if the files cannot be used; the message says why, and what would be right
     */
    static Optional<Tls> of(HttpSettings settings) throws IOException {
        return settings.tls().isPresent()
                ? Optional.of(new Tls(settings.tls().get(), InstantSource.system()))
                : Optional.empty();
    }

    /** What Jetty makes connections with. */
    SslContextFactory.Server contexts() {
        return contexts;
    }

    /** Begins to look at the files every now and then, until this is closed. */
    void watch(Duration every) {
        var unused = watch.scheduleWithFixedDelay(this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Takes the certificate that the files hold now, if it is another one and can be used. */
    synchronized void look() {
        try {
            PemFile chain = PemFile.read(files.certificateChainPem());
            PemFile key = PemFile.read(files.privateKeyPem());
            if (!chain.saysTheSameAs(seenChain) || !key.saysTheSameAs(seenKey)) {
                seenChain = chain;
                seenKey = key;
                take(ServerCertificate.of(chain, key));
            }
            warnOfDates();
        } catch (IOException e) {
            complain(e.getMessage());
        } catch (RuntimeException defect) {
            LOG.error("Looking for a renewed certificate failed", defect);
        }
    }

    @Override
    public void close() {
        var unused = watch.shutdownNow();
    }

    private void take(ServerCertificate certificate) throws IOException {
        var store = certificate.keyStore();
        try {
            contexts.reload(factory -> factory.setKeyStore(store));
        } catch (Exception e) { // That is what Jetty declares.
            throw new IOException("the certificate cannot be used: " + e.getMessage(), e);
        }
        current = certificate;
        lastTrouble = "";
        LOG.info("Took the renewed certificate for {}, valid until {}",
                certificate.chain().getFirst().getSubjectX500Principal(),
                certificate.chain().getFirst().getNotAfter().toInstant());
    }

    /** Once, not every minute. */
    private void complain(@Nullable String trouble) {
        String said = String.valueOf(trouble);
        if (!said.equals(lastTrouble)) {
            lastTrouble = said;
            LOG.error("The renewed certificate cannot be used, the server goes on with the old one: {}", said);
        }
    }

    /** Once for each certificate, also when it gets old while it is in use. */
    private void warnOfDates() {
        String warning = current.complaint(clock.instant()).orElse("");
        if (!warning.isEmpty() && !warning.equals(lastWarning)) {
            LOG.warn("The certificate from {} {}: clients refuse it", files.certificateChainPem(), warning);
        }
        lastWarning = warning;
    }
}
