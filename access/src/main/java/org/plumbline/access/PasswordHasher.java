package org.plumbline.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * Hashes passwords with Argon2id, version 1.3 [RFC 9106]: 19 MiB, 2 passes, 1 lane, 16 bytes of
 * salt, 32 bytes of hash, the first choice of the OWASP cheat sheet.
 *
 * <p>At most four at a time, so that a storm of sign-ins costs 76 MiB and not the heap. A hash
 * names its own parameters, so these can grow later. Safe to share.
 */
public final class PasswordHasher {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  private final SecureRandom random;
  private final Semaphore atOnce = new Semaphore(4);

  public PasswordHasher(SecureRandom random) {
    this.random = random;
  }

  /** A new salt and its hash, in the PHC string format. */
  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    var encoder = Base64.getEncoder().withoutPadding();
    byte[] hash = argon2(password, new Form(MEMORY_KIB, PASSES, LANES, salt, new byte[HASH_BYTES]));
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB, PASSES, LANES, encoder.encodeToString(salt), encoder.encodeToString(hash));
  }

  /** Whether the password made the hash; takes the same time either way. */
  public boolean matches(String password, String hash) {
    Form form = Form.parse(hash);
    return MessageDigest.isEqual(argon2(password, form), form.hash());
  }

  /** Spends the time of a comparison, so that an unknown user name takes as long as a known one. */
  public void pretend(String password) {
    argon2(
        password, new Form(MEMORY_KIB, PASSES, LANES, new byte[SALT_BYTES], new byte[HASH_BYTES]));
  }

  private byte[] argon2(String password, Form form) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(form.memoryKib())
            .withIterations(form.passes())
            .withParallelism(form.lanes())
            .withSalt(form.salt())
            .build());
    byte[] out = new byte[form.hash().length];
    atOnce.acquireUninterruptibly();
    try {
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), out);
    } finally {
      atOnce.release();
    }
    return out;
  }

  private record Form(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
    static Form parse(String text) {
      String[] parts = text.split("[$]", -1);
      if (parts.length != 6 || !parts[1].equals("argon2id") || !parts[2].equals("v=19")) {
        throw PlumblineException.of(
            ErrorCode.TAMPERED, "A stored password hash is not in the form of Argon2id v=19");
      }
      String[] numbers = parts[3].split("[=,]", -1);
      var decoder = Base64.getDecoder();
      return new Form(
          Integer.parseInt(numbers[1]),
          Integer.parseInt(numbers[3]),
          Integer.parseInt(numbers[5]),
          decoder.decode(parts[4]),
          decoder.decode(parts[5]));
    }
  }
}
