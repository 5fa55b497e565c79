package org.plumbline.monitoring.feed;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;

/**
 * A place in the log, as an opaque text for clients: whatever is not before it comes after it, even
 * when it was begun earlier.
 *
 * @param at when it was given, in whole seconds; it tells how old a place is
 * @param seen what lies before it
 * @param place how far the rest was read, null for not at all
 */
public record Cursor(Instant at, Seen seen, @Nullable Place place) {
  /** Longer ones are none of ours. */
  private static final int LONGEST = 4_000;

  /**
   * The last event that was read of those that {@code by} shows, in order of transaction and id.
   */
  public record Place(Seen by, long tx, UUID id) {}

  public Cursor {
    at = Instant.ofEpochSecond(at.getEpochSecond());
  }

  /** The place after all that {@code seen} shows. */
  public static Cursor after(Instant at, Seen seen) {
    return new Cursor(at, seen, null);
  }

  /** Whether the event lies before this cursor. */
  boolean covers(FeedEvent event) {
    if (seen.has(event.tx())) {
      return true;
    }
    return place != null && place.by().has(event.tx()) && !isAfter(event, place);
  }

  private static boolean isAfter(FeedEvent event, Place place) {
    if (event.tx() != place.tx()) {
      return event.tx() > place.tx();
    }
    // As the store orders ids: bytes without sign.
    int high =
        Long.compareUnsigned(
            event.id().getMostSignificantBits(), place.id().getMostSignificantBits());
    return high != 0
        ? high > 0
        : Long.compareUnsigned(
                event.id().getLeastSignificantBits(), place.id().getLeastSignificantBits())
            > 0;
  }

  /** Letters, digits, dots and dashes. */
  public String text() {
    String text = Long.toString(at.getEpochSecond(), Character.MAX_RADIX) + "." + seen.text();
    return place == null
        ? text
        : text
            + "."
            + place.by().text()
            + "."
            + Long.toString(place.tx(), Character.MAX_RADIX)
            + "."
            + place.id();
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws PlumblineException INVALID_FIELD when it is no cursor of ours
   */
  public static Cursor parse(String text) {
    return read(text)
        .orElseThrow(
            () ->
                PlumblineException.of(
                        ErrorCode.INVALID_FIELD,
                        "The cursor is none of this stream's: send one that came with an event, or"
                            + " none to begin now")
                    .with("field", "after"));
  }

  private static Optional<Cursor> read(String text) {
    String[] parts = text.length() > LONGEST ? new String[0] : text.split("\\.", -1);
    if (parts.length != 2 && parts.length != 5) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.ofEpochSecond(Long.parseLong(parts[0], Character.MAX_RADIX));
      Place place =
          parts.length == 2
              ? null
              : new Place(
                  Seen.parse(parts[2]),
                  Long.parseLong(parts[3], Character.MAX_RADIX),
                  UUID.fromString(parts[4]));
      return Optional.of(new Cursor(at, Seen.parse(parts[1]), place));
    } catch (IllegalArgumentException | java.time.DateTimeException notOurs) {
      return Optional.empty();
    }
  }
}
