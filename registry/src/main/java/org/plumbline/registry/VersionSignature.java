package org.plumbline.registry;

/**
 * Who vouches for a version or a pack: the key, and its Ed25519 signature in base64.
 *
 * @param keyId the first 16 hexadecimal digits of the SHA-256 of the public key
 */
public record VersionSignature(String keyId, String value) {}
