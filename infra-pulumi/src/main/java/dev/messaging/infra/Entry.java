package dev.messaging.infra;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How callers get in.
 *
 * @param balancer what stands before the servers
 * @param certificate for a balancer that speaks HTTPS: the certificate's ARN
 * @param certificateParameter for servers that speak HTTPS: the name of the parameter that holds certificate and chain
 * @param keyParameter for servers that speak HTTPS: the name of the parameter that holds the private key
 * @param allowPlainHttp whether passwords may travel unencrypted
 * @param domain the name that callers use, if there is one
 */
record Entry(Balancer balancer, Optional<String> certificate, Optional<String> certificateParameter,
        Optional<String> keyParameter, boolean allowPlainHttp, Optional<String> domain) {
    /** As written in the settings. */
    enum Balancer {
        alb, nlb, none
    }

    private static final Pattern PARAMETER = Pattern.compile("/[A-Za-z0-9_./-]{1,900}");
    private static final String CERTIFICATE = "messaging:certificateArn";
    private static final String CERTIFICATE_PARAMETER = "messaging:tlsCertificateParameter";
    private static final String KEY_PARAMETER = "messaging:tlsKeyParameter";

    static Entry read(Settings settings) {
        return new Entry(settings.choice("messaging:balancer", Balancer.alb),
                settings.text(CERTIFICATE,
                        Pattern.compile("arn:aws:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+"),
                        "the ARN of a certificate in ACM, in the stack's region: arn:aws:acm:REGION:ACCOUNT:certificate/ID"),
                settings.text(CERTIFICATE_PARAMETER, PARAMETER,
                        "the name of a parameter, such as /messaging/prod/cert"),
                settings.text(KEY_PARAMETER, PARAMETER, "the name of a parameter, such as /messaging/prod/key"),
                settings.flag("messaging:allowPlainHttp", false),
                settings.text("messaging:domain",
                        Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}"),
                        "a name such as messaging.example.org"));
    }

    /** Whether callers speak HTTPS. */
    boolean tls() {
        return certificate.isPresent() || tlsOnServers();
    }

    /** Whether the servers themselves do. */
    boolean tlsOnServers() {
        return certificateParameter.isPresent();
    }

    /** Where callers knock. */
    int publicPort() {
        return tls() ? 443 : 80;
    }

    /** Where the servers listen. */
    int serverPort() {
        if (balancer == Balancer.none) {
            return publicPort();
        }
        return tlsOnServers() ? 8443 : 8080;
    }

    /** Which settings would give HTTPS here. */
    String certificateSetting() {
        return balancer == Balancer.alb ? CERTIFICATE : CERTIFICATE_PARAMETER + " and " + KEY_PARAMETER;
    }

    void check(Settings settings) {
        if (balancer == Balancer.alb && (certificateParameter.isPresent() || keyParameter.isPresent())) {
            settings.mistake(CERTIFICATE_PARAMETER + " and " + KEY_PARAMETER
                    + " are for servers that speak HTTPS themselves, and messaging:balancer: alb does it for them: set "
                    + CERTIFICATE + ".");
        }
        if (balancer != Balancer.alb && certificate.isPresent()) {
            settings.mistake(CERTIFICATE + " is for messaging:balancer: alb; with " + balancer
                    + " the servers speak HTTPS themselves: set " + certificateSetting() + ".");
        }
        if (certificateParameter.isPresent() != keyParameter.isPresent()) {
            settings.mistake(CERTIFICATE_PARAMETER + " and " + KEY_PARAMETER + " belong together.");
        }
    }
}
