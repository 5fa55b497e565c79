package org.plumbline.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;

/**
 * Signs and checks access tokens: JSON Web Tokens with HMAC-SHA-256, good for 30 minutes.
 *
 * <p>Only this algorithm is accepted, whatever a token's header says. Safe to share.
 */
public final class AccessTokens {
  /** How long a token is good. */
  public static final Duration LIFETIME = Duration.ofMinutes(30);

  private static final String ISSUER = "plumbline";
  private static final String SESSION = "sid";

  private final MACSigner signer;
  private final MACVerifier verifier;

  /** With a secret of at least 32 random bytes. */
  public AccessTokens(byte[] secret) {
    try {
      this.signer = new MACSigner(secret);
      this.verifier = new MACVerifier(secret);
    } catch (JOSEException shortSecret) {
      throw new IllegalArgumentException("The signing key is too short", shortSecret);
    }
  }

  String issue(Username username, UUID session, Instant now) {
    return issue(username, session, now, now);
  }

  /**
   * As above.
   *
   * @param issuedAt the moment that the token names as its own, where that is not now
   */
  String issue(Username username, UUID session, Instant now, Instant issuedAt) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(username.value())
            .claim(SESSION, session.toString())
            .issueTime(Date.from(issuedAt))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build();
    var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      token.sign(signer);
    } catch (JOSEException failure) {
      throw new IllegalStateException(failure);
    }
    return token.serialize();
  }

  /** The claims when the signature is ours; the times, whole seconds, are not looked at. */
  Optional<Credential.OfSession> read(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
        return Optional.empty();
      }
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      Date issued = claims.getIssueTime();
      Date expires = claims.getExpirationTime();
      String session = claims.getStringClaim(SESSION);
      if (!ISSUER.equals(claims.getIssuer())
          || claims.getSubject() == null
          || session == null
          || issued == null
          || expires == null) {
        return Optional.empty();
      }
      return Optional.of(
          new Credential.OfSession(
              claims.getSubject(),
              UUID.fromString(session),
              issued.toInstant(),
              expires.toInstant()));
    } catch (ParseException | JOSEException | IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }
}
