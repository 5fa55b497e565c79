package org.plumbline.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.MemoryTransactions;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.kernel.Tx;

/** Users, sessions and keys in memory, for tests on one thread. */
public final class MemoryAccess {
  private final Map<Username, User> users = new TreeMap<>();
  private final Map<Username, String> hashes = new HashMap<>();
  private final Map<UUID, Session> sessions = new HashMap<>();
  private final Map<TokenHash, Token> tokens = new HashMap<>();
  private final Map<TokenHash, ApiKey> keys = new HashMap<>();

  private record Token(UUID session, boolean used) {}

  private static <K, V> void put(Tx tx, Map<K, V> map, K key, V value) {
    @Nullable V before = map.put(key, value);
    MemoryTransactions.onRollback(
        tx,
        () -> {
          if (before == null) {
            map.remove(key);
          } else {
            map.put(key, before);
          }
        });
  }

  public Users users() {
    return new Users() {
      @Override
      public void add(Tx tx, User user, String passwordHash) {
        if (users.containsKey(user.username())) {
          throw PlumblineException.of(ErrorCode.CONFLICT, "Taken");
        }
        put(tx, users, user.username(), user);
        put(tx, hashes, user.username(), passwordHash);
      }

      @Override
      public void update(Tx tx, User user) {
        put(tx, users, user.username(), user);
      }

      @Override
      public void changePassword(Tx tx, Username username, String passwordHash) {
        put(tx, hashes, username, passwordHash);
      }

      @Override
      public Optional<User> findForUpdate(Tx tx, Username username) {
        return find(username);
      }

      @Override
      public List<User> lockActive(Tx tx, Role role) {
        return users.values().stream()
            .filter(user -> user.active() && user.roles().contains(role))
            .toList();
      }

      @Override
      public Optional<User> find(Username username) {
        return Optional.ofNullable(users.get(username));
      }

      @Override
      public Optional<String> findPasswordHash(Username username) {
        return Optional.ofNullable(hashes.get(username));
      }

      @Override
      public List<User> list(Optional<Username> after, int limit) {
        return users.values().stream()
            .filter(user -> after.isEmpty() || user.username().compareTo(after.get()) > 0)
            .limit(limit)
            .toList();
      }

      @Override
      public boolean isEmpty() {
        return users.isEmpty();
      }
    };
  }

  public Sessions sessions() {
    return new Sessions() {
      @Override
      public void open(Tx tx, Session session) {
        put(tx, sessions, session.id(), session);
      }

      @Override
      public void addToken(Tx tx, UUID session, TokenHash token, Instant at) {
        put(tx, tokens, token, new Token(session, false));
      }

      @Override
      public Optional<Issued> findForUpdate(Tx tx, TokenHash hash) {
        Token token = tokens.get(hash);
        Session session = token == null ? null : sessions.get(token.session());
        return token == null || session == null
            ? Optional.empty()
            : Optional.of(new Issued(session, token.used()));
      }

      @Override
      public void markUsed(Tx tx, TokenHash hash, Instant at) {
        Token token = tokens.get(hash);
        if (token != null) {
          put(tx, tokens, hash, new Token(token.session(), true));
        }
      }

      @Override
      public void revoke(Tx tx, UUID id, Instant at) {
        Session session = sessions.get(id);
        if (session != null && session.revokedAt() == null) {
          put(tx, sessions, id, closed(session, at));
        }
      }

      @Override
      public void revokeAll(Tx tx, Username username, Instant at) {
        List<Session> own =
            sessions.values().stream().filter(s -> s.username().equals(username)).toList();
        own.forEach(session -> revoke(tx, session.id(), at));
      }
    };
  }

  private static Session closed(Session session, Instant at) {
    return new Session(
        session.id(), session.username(), session.startedAt(), session.expiresAt(), at);
  }

  public ApiKeyStore keys() {
    return new ApiKeyStore() {
      @Override
      public void add(Tx tx, ApiKey key, TokenHash hash) {
        put(tx, keys, hash, key);
      }

      @Override
      public boolean revoke(Tx tx, UUID id, Instant at) {
        for (Map.Entry<TokenHash, ApiKey> entry : List.copyOf(keys.entrySet())) {
          ApiKey key = entry.getValue();
          if (key.id().equals(id) && key.revokedAt() == null) {
            put(
                tx,
                keys,
                entry.getKey(),
                new ApiKey(
                    id,
                    key.username(),
                    key.name(),
                    key.start(),
                    key.createdAt(),
                    key.expiresAt(),
                    at));
            return true;
          }
        }
        return false;
      }

      @Override
      public List<ApiKey> list(Username username) {
        return keys.values().stream()
            .filter(key -> key.username().equals(username))
            .sorted(Comparator.comparing(ApiKey::createdAt).reversed())
            .toList();
      }
    };
  }

  public EntitlementSource entitlements() {
    return new EntitlementSource() {
      private long revision;

      @Override
      public long revision() {
        return ++revision;
      }

      @Override
      public Entitlements load(Instant closedAfter) {
        return new Entitlements(
            users.values().stream()
                .collect(Collectors.toMap(user -> user.username().value(), user -> user)),
            sessions.values().stream()
                .filter(session -> endedAfter(session, closedAfter))
                .map(Session::id)
                .collect(Collectors.toSet()),
            keys.entrySet().stream()
                .filter(entry -> entry.getValue().revokedAt() == null)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
      }
    };
  }

  private static boolean endedAfter(Session session, Instant closedAfter) {
    Instant end = session.revokedAt();
    return end != null && end.isAfter(closedAfter);
  }
}
