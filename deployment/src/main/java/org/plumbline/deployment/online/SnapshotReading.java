package org.plumbline.deployment.online;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.data.ColumnContract;
import org.plumbline.data.Contract;
import org.plumbline.data.ParsedRow;
import org.plumbline.data.RawRow;
import org.plumbline.data.RowParser;
import org.plumbline.data.RowSource;
import org.plumbline.data.Times;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.monitoring.LoggedPrediction;

/** Reads the rows of a snapshot and refuses it at the first that nobody could be answered from. */
final class SnapshotReading {
  /** Where snapshots of feature views keep their time. */
  private static final String AS_OF = "as_of";

  private final RowSource source;
  private final List<String> header;
  private final RowParser.TextRows rows;
  private final int time;
  private final @Nullable Instant asOf;
  private final Instant now;
  private Instant newest = Instant.EPOCH;
  private long read;

  /**
   * Reads from the start of the source.
   *
   * @param asOf when all rows were true; null when each tells it
   * @param now no row may be of a later time
   * @throws PlumblineException MISSING_FIELD when there is no id, no time or no required feature
   */
  SnapshotReading(RowSource source, Contract contract, @Nullable Instant asOf, Instant now) {
    this.source = source;
    this.header = source.header();
    this.rows = new RowParser(contract).forHeader(header);
    this.asOf = asOf;
    this.now = now;
    String id =
        contract
            .id()
            .map(ColumnContract::name)
            .orElseThrow(
                () ->
                    missing(
                        "The contract of the model has no id column, so no entity can be looked up"));
    if (!header.contains(id)) {
      throw missing("The data has no column '%s', which names the entity".formatted(id));
    }
    int own = contract.time().map(column -> header.indexOf(column.name())).orElse(-1);
    this.time = own < 0 ? header.indexOf(AS_OF) : own;
    if (asOf == null && time < 0) {
      throw missing(
          "The rows do not tell as of when they are: add a column '%s', or name one time for all"
              .formatted(AS_OF));
    }
  }

  private static PlumblineException missing(String why) {
    return PlumblineException.of(ErrorCode.MISSING_FIELD, why).with("field", "asOf");
  }

  /** Up to so many further rows; empty at the end. */
  List<FeatureRow> next(int limit) {
    var part = new ArrayList<FeatureRow>();
    for (RawRow raw : source.next(limit)) {
      part.add(row(raw));
    }
    read += part.size();
    if (read == 0) {
      throw PlumblineException.of(ErrorCode.INVALID_DATA, "The snapshot has no rows");
    }
    return part;
  }

  private FeatureRow row(RawRow raw) {
    if (raw.fault() != null) {
      throw refused(raw, raw.fault());
    }
    ParsedRow parsed = rows.parse(raw.fields());
    if (!parsed.errors().isEmpty()) {
      throw refused(raw, parsed.errors().getFirst().detail());
    }
    if (raw.fields().stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
      throw refused(raw, "it holds a zero character");
    }
    String entity = parsed.id();
    if (entity == null || entity.length() > LoggedPrediction.ENTITY_LENGTH) {
      throw refused(
          raw, "the id must have 1 to %s characters".formatted(LoggedPrediction.ENTITY_LENGTH));
    }
    Instant at = asOf == null ? time(raw) : asOf;
    if (at.isAfter(now)) {
      throw refused(raw, "it is of %s, which is yet to come".formatted(at));
    }
    newest = at.isAfter(newest) ? at : newest;
    return new FeatureRow(entity, at, header, raw.fields());
  }

  private Instant time(RawRow raw) {
    String text = time < raw.fields().size() ? raw.fields().get(time) : "";
    double seconds = Times.timestampOrNaN(text);
    if (Double.isNaN(seconds)) {
      throw refused(raw, "'%s' is no time in '%s'".formatted(text, header.get(time)));
    }
    return Instant.ofEpochMilli((long) Math.floor(seconds * 1_000));
  }

  private static PlumblineException refused(RawRow raw, String why) {
    return PlumblineException.of(
            ErrorCode.INVALID_DATA,
            "Line %s cannot be published: %s. Nothing was published".formatted(raw.line(), why))
        .with("line", Long.toString(raw.line()));
  }

  /** The latest time of the rows read so far. */
  Instant newest() {
    return newest;
  }

  /** How many rows were read so far. */
  long rows() {
    return read;
  }
}
