package org.plumbline.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
  private static final Username ANA = new Username("ana");
  private static final UUID SESSION = new UUID(1, 2);

  private Instant now = Instant.parse("2026-03-01T12:00:00.700Z");
  private long revision = 1;
  private Entitlements entitlements = new Entitlements(Map.of("ana", ana(now)), Set.of(), Map.of());
  private final AccessTokens tokens = new AccessTokens(new byte[32]);
  private final Authenticator authenticator =
      new Authenticator(
          tokens,
          new EntitlementSource() {
            @Override
            public long revision() {
              return revision;
            }

            @Override
            public Entitlements load(Instant closedAfter) {
              return entitlements;
            }
          },
          () -> now);

  @Test
  void aTokenIsGoodForHalfAnHour() {
    authenticator.refresh();
    String token = tokens.issue(ANA, SESSION, now);

    assertThat(authenticator.find(token)).isPresent();
    now = now.plus(Duration.ofMinutes(29));
    assertThat(authenticator.find(token)).isPresent();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(authenticator.find(token)).isEmpty();
  }

  @Test
  void aTokenOfAnotherKeyIsNothing() {
    authenticator.refresh();
    byte[] other = new byte[32];
    other[0] = 1;

    assertThat(authenticator.find(new AccessTokens(other).issue(ANA, SESSION, now))).isEmpty();
    assertThat(authenticator.find("a.b.c")).isEmpty();
    assertThat(authenticator.find("")).isEmpty();
    assertThat(authenticator.find("plk_unknown")).isEmpty();
  }

  @Test
  void aClosedSessionIsOutAfterTheRefreshThoughItsTokenWasChecked() {
    authenticator.refresh();
    String token = tokens.issue(ANA, SESSION, now);
    assertThat(authenticator.find(token)).isPresent();

    entitlements = new Entitlements(entitlements.users(), Set.of(SESSION), Map.of());
    revision++;
    authenticator.refresh();

    assertThat(authenticator.find(token)).isEmpty();
  }

  @Test
  void aTokenFromBeforeAResetIsVoid() {
    String token = tokens.issue(ANA, SESSION, now);
    entitlements = new Entitlements(Map.of("ana", ana(now.plusSeconds(5))), Set.of(), Map.of());

    authenticator.refresh();

    assertThat(authenticator.find(token)).isEmpty();
  }

  @Test
  void aTokenOfAClockThatWasSetBackIsGoodForAsLong() {
    Instant reset = now;
    now = now.minus(Duration.ofHours(1));
    authenticator.refresh();
    String token = tokens.issue(ANA, SESSION, now, reset);

    assertThat(authenticator.find(token)).isPresent();
    now = now.plus(Duration.ofMinutes(30));
    assertThat(authenticator.find(token)).isEmpty();
  }

  @Test
  void anExpiredKeyOpensNothing() {
    String secret = ApiKeys.PREFIX + "secret";
    var key = new ApiKey(SESSION, ANA, "nightly", "plk_se", now, now.plusSeconds(60), null);
    entitlements =
        new Entitlements(entitlements.users(), Set.of(), Map.of(TokenHash.of(secret), key));
    authenticator.refresh();

    assertThat(authenticator.find(secret)).isPresent();
    now = now.plusSeconds(60);
    assertThat(authenticator.find(secret)).isEmpty();
  }

  private static User ana(Instant tokensFrom) {
    return new User(ANA, "Ana", Set.of(Role.VIEWER), User.State.ACTIVE, tokensFrom, tokensFrom);
  }
}
