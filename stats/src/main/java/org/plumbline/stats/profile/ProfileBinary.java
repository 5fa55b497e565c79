package org.plumbline.stats.profile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.plumbline.stats.math.Rules;

/*
 * Layout, version 1: "PLPF", version byte, columns, CRC-32 of all before (big-endian). Numbers are
 * LEB128 varints; keys are ascending, so their differences are stored; text is a varint a character
 * (UTF-16 unit), which keeps any Java string. Sums are a varint of trailing zero bits, a length, and
 * two's-complement bytes. There is one way to write a profile: equal profiles have equal bytes.
 *
 * Version 2 adds to each numeric column a byte, 1 when bins of a reference follow: their edges as
 * ascending keys, the reference's counts, the column's; and to each sampled column its frequent
 * names: error, size, names with counts, in the order of counts. A profile that has neither is
 * written as version 1, so that older programs read what they can.
 */
/** The binary form of profiles. */
final class ProfileBinary {
  private static final int MAGIC = 0x504C5046;
  private static final int NEWEST = 2;

  private ProfileBinary() {}

  static byte[] write(TableProfile table) {
    ByteSink out = new ByteSink();
    out.fixedInt(MAGIC);
    int version = ProfileParts.version(table);
    out.single(version);
    out.varint(table.columns().size());
    for (ColumnProfile column : table.columns()) {
      switch (column) {
        case NumericProfile numeric -> {
          out.single(0);
          write(numeric, out);
          if (version > 1) {
            writeBins(numeric.referenceBins().orElse(null), out);
          }
        }
        case CategoricalProfile categorical -> {
          out.single(1);
          write(categorical, out);
          if (version > 1 && !categorical.exact()) {
            write(categorical.frequent(), out);
          }
        }
      }
    }
    return out.checked();
  }

  private static void write(NumericProfile column, ByteSink out) {
    out.text(column.name());
    out.varint(column.limit());
    out.varint(column.missing());
    out.varint(column.negativeInfinities());
    out.varint(column.positiveInfinities());
    out.varint(column.level());
    out.varint(column.buckets());
    long before = Long.MIN_VALUE;
    for (int i = 0; i < column.buckets(); i++) {
      out.varint(column.bucketKey(i) - before);
      before = column.bucketKey(i);
    }
    for (int i = 0; i < column.buckets(); i++) {
      out.varint(column.bucketCount(i));
    }
    DistinctSketch sketch = column.sketch();
    if (sketch != null) {
      out.fixedLong(Double.doubleToRawLongBits(column.min()));
      out.fixedLong(Double.doubleToRawLongBits(column.max()));
      out.big(column.sum());
      out.big(column.squares());
      out.bytes(sketch.registers());
    }
  }

  private static void writeBins(@Nullable ReferenceBins bins, ByteSink out) {
    out.single(bins == null ? 0 : 1);
    if (bins == null) {
      return;
    }
    out.varint(bins.size());
    long before = Long.MIN_VALUE;
    for (int i = 0; i < bins.size() - 1; i++) {
      out.varint(bins.edgeKey(i) - before);
      before = bins.edgeKey(i);
    }
    for (int i = 0; i < bins.size(); i++) {
      out.varint(bins.referenceCount(i));
      out.varint(bins.count(i));
    }
  }

  private static void write(FrequentNames frequent, ByteSink out) {
    out.varint(frequent.error());
    out.varint(frequent.counts().size());
    for (Map.Entry<String, Long> entry : frequent.ordered()) {
      out.text(entry.getKey());
      out.varint(entry.getValue());
    }
  }

  private static void write(CategoricalProfile column, ByteSink out) {
    out.text(column.name());
    out.varint(column.limit());
    out.varint(column.missing());
    out.varint(column.level());
    out.varint(column.counts().size());
    for (Map.Entry<String, Long> entry : column.counts().entrySet()) {
      out.text(entry.getKey());
      out.varint(entry.getValue());
    }
    if (!column.exact()) {
      for (long count : column.buckets()) {
        out.varint(count);
      }
      out.bytes(column.sketch().registers());
    }
  }

  static TableProfile read(byte[] bytes) {
    try {
      return readChecked(bytes);
    } catch (ProfileFormatException known) {
      throw known;
    } catch (IllegalArgumentException unfit) {
      throw new ProfileFormatException(String.valueOf(unfit.getMessage()), unfit);
    }
  }

  private static TableProfile readChecked(byte[] bytes) {
    ByteSource in = ByteSource.checked(bytes);
    Rules.require(in.fixedInt() == MAGIC, "it does not start with PLPF");
    int version = in.single();
    Rules.require(
        version >= 1 && version <= NEWEST,
        "it has version %d, this program reads versions 1 to %d",
        version,
        NEWEST);
    int size = in.size(ProfileParts.MOST_COLUMNS);
    List<ColumnProfile> columns = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int kind = in.single();
      Rules.require(kind == 0 || kind == 1, "column %d has kind %d", i, kind);
      columns.add(kind == 0 ? binned(numeric(in), version, in) : categorical(in, version));
    }
    in.requireEnd();
    return new TableProfile(columns);
  }

  private static NumericProfile numeric(ByteSource in) {
    String name = in.text();
    int limit = in.size(Integer.MAX_VALUE);
    NumericProfile.Tails tails = new NumericProfile.Tails(in.varint(), in.varint(), in.varint());
    int level = in.size(Long.SIZE);
    int size = in.sizeOfItems();
    long[] keys = new long[size];
    long[] counts = new long[size];
    long before = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      before += in.varint();
      keys[i] = before;
    }
    for (int i = 0; i < size; i++) {
      counts[i] = in.varint();
    }
    if (level == 0) {
      return ProfileParts.exact(name, limit, tails, keys, counts);
    }
    double min = Double.longBitsToDouble(in.fixedLong());
    double max = Double.longBitsToDouble(in.fixedLong());
    BigInteger sum = in.big();
    BigInteger squares = in.big();
    DistinctSketch sketch = DistinctSketch.of(in.bytes(DistinctSketch.REGISTERS));
    return ProfileParts.bucketed(
        name,
        limit,
        tails,
        new NumericProfile.Buckets(level, keys, counts, min, max),
        new NumericProfile.Totals(sum, squares, sketch));
  }

  private static NumericProfile binned(NumericProfile column, int version, ByteSource in) {
    if (version == 1) {
      return column;
    }
    int flag = in.single();
    Rules.require(flag <= 1, "column %s has bins of kind %d", column.name(), flag);
    if (flag == 0) {
      return column;
    }
    int size = in.sizeOfItems();
    Rules.require(size > 0, "column %s has no bin", column.name());
    long[] edges = new long[size - 1];
    long before = Long.MIN_VALUE;
    for (int i = 0; i < edges.length; i++) {
      before += in.varint();
      edges[i] = before;
    }
    long[] reference = new long[size];
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      reference[i] = in.varint();
      counts[i] = in.varint();
    }
    return column.with(
        ReferenceBins.stored(column.name(), edges, reference, counts, column.count()));
  }

  private static FrequentNames frequent(ByteSource in) {
    long error = in.varint();
    int size = in.sizeOfItems();
    List<String> names = new ArrayList<>();
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      names.add(in.text());
      counts[i] = in.varint();
    }
    return ProfileParts.frequent(error, names, counts);
  }

  private static CategoricalProfile categorical(ByteSource in, int version) {
    String name = in.text();
    int limit = in.size(Integer.MAX_VALUE);
    long missing = in.varint();
    int level = in.size(Long.SIZE);
    int size = in.sizeOfItems();
    List<String> categories = new ArrayList<>();
    long[] counts = new long[size];
    for (int i = 0; i < size; i++) {
      categories.add(in.text());
      counts[i] = in.varint();
    }
    if (level == 0) {
      return ProfileParts.exact(name, limit, missing, categories, counts);
    }
    long[] buckets = new long[CategoricalProfile.BUCKETS];
    long rows = 0;
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = in.varint();
      rows += buckets[i];
    }
    DistinctSketch sketch = DistinctSketch.of(in.bytes(DistinctSketch.REGISTERS));
    FrequentNames frequent =
        version == 1
            ? ProfileParts.frequentOfVersionOne(limit, categories, counts, buckets)
            : frequent(in);
    return ProfileParts.sampled(
        name,
        limit,
        missing,
        categories,
        counts,
        new CategoricalProfile.Sample(level, rows, buckets, sketch, frequent));
  }
}
