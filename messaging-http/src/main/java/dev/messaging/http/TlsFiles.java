package dev.messaging.http;

import java.nio.file.Path;

/**
 * Where the server finds what it proves its name with. Both files are looked at again every minute, so that a renewed
 * certificate is taken without a restart.
 *
 * @param certificateChainPem the server's certificate first, then those that vouch for it, each for the one before
 * @param privateKeyPem the key that belongs to the first certificate: PKCS#8, not encrypted, RSA, EC or Ed25519
 */
public record TlsFiles(Path certificateChainPem, Path privateKeyPem) {}
