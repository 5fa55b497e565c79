package org.plumbline.stats.profile;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.plumbline.stats.math.Keys;
import org.plumbline.stats.math.Rules;

/*
 * One object, version 1, or 2 where a column has bins of a reference ("bins") or frequent names
 * ("frequent"), as in the binary form. "values" are the numbers themselves while exact, else each bucket's lower
 * end. Sums are hexadecimal multiples of 2^-1074 and, for squares, 2^-2148. "summary" is for people
 * and not read back.
 */
/** The JSON form of profiles. */
final class ProfileJson {
  private static final String FORMAT = "plumbline-profile";
  private static final int NEWEST = 2;
  private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

  private ProfileJson() {}

  static String write(TableProfile table) {
    StringBuilder out = new StringBuilder();
    out.append("{\"format\":\"")
        .append(FORMAT)
        .append("\",\"version\":")
        .append(ProfileParts.version(table));
    out.append(",\"columns\":[");
    String separator = "\n";
    for (ColumnProfile column : table.columns()) {
      out.append(separator);
      separator = ",\n";
      out.append("{\"name\":");
      Json.quote(column.name(), out);
      switch (column) {
        case NumericProfile numeric -> write(numeric, out);
        case CategoricalProfile categorical -> write(categorical, out);
      }
      out.append('}');
    }
    return out.append("\n]}\n").toString();
  }

  private static void write(NumericProfile column, StringBuilder out) {
    out.append(",\"kind\":\"numeric\",\"summary\":{\"count\":").append(column.count());
    if (column.finite() > 0) {
      summary("mean", column.mean(), out);
      summary("standardDeviation", column.standardDeviation(), out);
      summary("min", column.min(), out);
      double[] quantiles = column.quantiles(QUANTILES);
      for (int i = 0; i < QUANTILES.length; i++) {
        summary("p%02d".formatted(Math.round(100 * QUANTILES[i])), quantiles[i], out);
      }
      summary("max", column.max(), out);
    }
    out.append(",\"distinct\":").append(column.distinct()).append('}');
    out.append(",\"valueLimit\":").append(column.limit());
    out.append(",\"missing\":").append(column.missing());
    out.append(",\"negativeInfinities\":").append(column.negativeInfinities());
    out.append(",\"positiveInfinities\":").append(column.positiveInfinities());
    out.append(",\"level\":").append(column.level());
    out.append(",\"values\":[");
    for (int i = 0; i < column.buckets(); i++) {
      out.append(i == 0 ? "" : ",");
      Json.number(Keys.value(column.bucketKey(i) << column.level()), out);
    }
    out.append("],\"counts\":[");
    for (int i = 0; i < column.buckets(); i++) {
      out.append(i == 0 ? "" : ",").append(column.bucketCount(i));
    }
    out.append(']');
    DistinctSketch sketch = column.sketch();
    if (sketch != null) {
      out.append(",\"min\":");
      Json.number(column.min(), out);
      out.append(",\"max\":");
      Json.number(column.max(), out);
      out.append(",\"sum\":\"").append(column.sum().toString(16));
      out.append("\",\"squares\":\"").append(column.squares().toString(16)).append('"');
      write(sketch, out);
    }
    column.referenceBins().ifPresent(bins -> write(bins, out));
  }

  private static void write(ReferenceBins bins, StringBuilder out) {
    out.append(",\"bins\":{\"edges\":[");
    for (int i = 0; i < bins.size() - 1; i++) {
      out.append(i == 0 ? "" : ",");
      Json.number(bins.upperEnd(i), out);
    }
    out.append("],\"reference\":[");
    for (int i = 0; i < bins.size(); i++) {
      out.append(i == 0 ? "" : ",").append(bins.referenceCount(i));
    }
    out.append("],\"counts\":[");
    for (int i = 0; i < bins.size(); i++) {
      out.append(i == 0 ? "" : ",").append(bins.count(i));
    }
    out.append("]}");
  }

  private static void write(FrequentNames frequent, StringBuilder out) {
    out.append(",\"frequent\":{\"error\":").append(frequent.error()).append(",\"categories\":[");
    String separator = "";
    for (Map.Entry<String, Long> entry : frequent.ordered()) {
      out.append(separator);
      Json.quote(entry.getKey(), out);
      separator = ",";
    }
    out.append("],\"counts\":[");
    separator = "";
    for (Map.Entry<String, Long> entry : frequent.ordered()) {
      out.append(separator).append(entry.getValue());
      separator = ",";
    }
    out.append("]}");
  }

  private static void summary(String name, double value, StringBuilder out) {
    if (Double.isFinite(value)) {
      out.append(",\"").append(name).append("\":");
      Json.number(value, out);
    }
  }

  private static void write(DistinctSketch sketch, StringBuilder out) {
    out.append(",\"sketch\":\"")
        .append(Base64.getEncoder().encodeToString(sketch.registers()))
        .append('"');
  }

  private static void write(CategoricalProfile column, StringBuilder out) {
    out.append(",\"kind\":\"categorical\",\"summary\":{\"count\":").append(column.count());
    out.append(",\"distinct\":").append(column.distinct()).append('}');
    out.append(",\"categoryLimit\":").append(column.limit());
    out.append(",\"missing\":").append(column.missing());
    out.append(",\"level\":").append(column.level());
    out.append(",\"categories\":[");
    String separator = "";
    for (String category : column.counts().keySet()) {
      out.append(separator);
      Json.quote(category, out);
      separator = ",";
    }
    out.append("],\"counts\":[");
    separator = "";
    for (long count : column.counts().values()) {
      out.append(separator).append(count);
      separator = ",";
    }
    out.append(']');
    if (!column.exact()) {
      out.append(",\"buckets\":[");
      long[] buckets = column.buckets();
      for (int i = 0; i < buckets.length; i++) {
        out.append(i == 0 ? "" : ",").append(buckets[i]);
      }
      out.append(']');
      write(column.sketch(), out);
      write(column.frequent(), out);
    }
  }

  static TableProfile read(String text) {
    try {
      return readChecked(text);
    } catch (ProfileFormatException known) {
      throw known;
    } catch (IllegalArgumentException unfit) {
      throw new ProfileFormatException(String.valueOf(unfit.getMessage()), unfit);
    }
  }

  private static TableProfile readChecked(String text) {
    Fields fields = Fields.of(Json.parse(text), "the profile");
    Rules.require(fields.text("format").equals(FORMAT), "its format is not %s", FORMAT);
    long version = fields.whole("version");
    Rules.require(
        version >= 1 && version <= NEWEST,
        "it has version %d, this program reads versions 1 to %d",
        version,
        NEWEST);
    fields.allow(Set.of("format", "version", "columns"));
    List<Json.Value> items = fields.items("columns");
    Rules.require(items.size() <= ProfileParts.MOST_COLUMNS, "it has %d columns", items.size());
    List<ColumnProfile> columns = new ArrayList<>();
    for (Json.Value item : items) {
      Fields column = Fields.of(item, "column " + (columns.size() + 1));
      String kind = column.text("kind");
      Rules.require(
          kind.equals("numeric") || kind.equals("categorical"),
          "column %s has kind %s",
          column.text("name"),
          kind);
      columns.add(kind.equals("numeric") ? numeric(column, version) : categorical(column, version));
    }
    return new TableProfile(columns);
  }

  private static NumericProfile numeric(Fields in, long version) {
    int level = in.size("level");
    Rules.require(level < Long.SIZE, "%s has level %d", in.place(), level);
    double[] values = in.numbers("values");
    long[] keys = new long[values.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Keys.of(values[i]) >> level;
      Rules.require(
          Keys.value(keys[i] << level) == values[i],
          "value %s of %s is no end of a bucket",
          values[i],
          in.place());
    }
    NumericProfile.Tails tails =
        new NumericProfile.Tails(
            in.whole("missing"), in.whole("negativeInfinities"), in.whole("positiveInfinities"));
    String name = in.text("name");
    int limit = in.size("valueLimit");
    long[] counts = in.wholes("counts");
    Set<String> always =
        Set.of(
            "name",
            "kind",
            "summary",
            "valueLimit",
            "missing",
            "negativeInfinities",
            "positiveInfinities",
            "level",
            "values",
            "counts");
    if (level == 0) {
      in.allow(always, version == 1 ? "" : "bins");
      return binned(ProfileParts.exact(name, limit, tails, keys, counts), in);
    }
    in.allow(always, "min", "max", "sum", "squares", "sketch", version == 1 ? "" : "bins");
    NumericProfile column =
        ProfileParts.bucketed(
            name,
            limit,
            tails,
            new NumericProfile.Buckets(level, keys, counts, in.number("min"), in.number("max")),
            new NumericProfile.Totals(
                in.hexadecimal("sum"), in.hexadecimal("squares"), sketch(in)));
    return binned(column, in);
  }

  private static NumericProfile binned(NumericProfile column, Fields in) {
    if (!in.values().containsKey("bins")) {
      return column;
    }
    Fields bins = in.members("bins");
    bins.allow(Set.of("edges", "reference", "counts"));
    double[] ends = bins.numbers("edges");
    long[] edges = new long[ends.length];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = Keys.of(ends[i]);
    }
    return column.with(
        ReferenceBins.stored(
            column.name(), edges, bins.wholes("reference"), bins.wholes("counts"), column.count()));
  }

  private static FrequentNames frequent(Fields in) {
    Fields frequent = in.members("frequent");
    frequent.allow(Set.of("error", "categories", "counts"));
    return ProfileParts.frequent(
        frequent.whole("error"), frequent.texts("categories"), frequent.wholes("counts"));
  }

  private static DistinctSketch sketch(Fields in) {
    return DistinctSketch.of(Base64.getDecoder().decode(in.text("sketch")));
  }

  private static CategoricalProfile categorical(Fields in, long version) {
    String name = in.text("name");
    int limit = in.size("categoryLimit");
    long missing = in.whole("missing");
    int level = in.size("level");
    List<String> categories = in.texts("categories");
    long[] counts = in.wholes("counts");
    Set<String> always =
        Set.of(
            "name", "kind", "summary", "categoryLimit", "missing", "level", "categories", "counts");
    if (level == 0) {
      in.allow(always);
      return ProfileParts.exact(name, limit, missing, categories, counts);
    }
    in.allow(always, "buckets", "sketch", version == 1 ? "" : "frequent");
    long[] buckets = in.wholes("buckets");
    Rules.require(
        buckets.length == CategoricalProfile.BUCKETS,
        "%s has %d buckets, not %d",
        in.place(),
        buckets.length,
        CategoricalProfile.BUCKETS);
    long rows = 0;
    for (long count : buckets) {
      rows += count;
    }
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
        new CategoricalProfile.Sample(level, rows, buckets, sketch(in), frequent));
  }

  /** The members of an object, read by name and type. */
  private record Fields(Map<String, Json.Value> values, String place) {
    private static final int LONGEST_SUM = 1_200;

    static Fields of(Json.Value value, String place) {
      if (value instanceof Json.Members members) {
        return new Fields(members.values(), place);
      }
      throw new ProfileFormatException(place + " is no object");
    }

    void allow(Set<String> names, String... more) {
      List<String> others = List.of(more);
      for (String name : values.keySet()) {
        Rules.require(
            names.contains(name) || others.contains(name), "%s has unknown %s", place, name);
      }
    }

    String text(String name) {
      if (values.get(name) instanceof Json.Text text) {
        return text.value();
      }
      throw wrong(name, "a text");
    }

    Fields members(String name) {
      if (values.get(name) instanceof Json.Members members) {
        return new Fields(members.values(), name + " of " + place);
      }
      throw wrong(name, "an object");
    }

    List<Json.Value> items(String name) {
      if (values.get(name) instanceof Json.Items items) {
        return items.values();
      }
      throw wrong(name, "a list");
    }

    double number(String name) {
      if (values.get(name) instanceof Json.Numeral number) {
        return Double.parseDouble(number.digits());
      }
      throw wrong(name, "a number");
    }

    long whole(String name) {
      if (values.get(name) instanceof Json.Numeral number) {
        return Long.parseLong(number.digits());
      }
      throw wrong(name, "a whole number");
    }

    int size(String name) {
      long size = whole(name);
      Rules.require(size >= 0 && size <= Integer.MAX_VALUE, "%s of %s is %d", name, place, size);
      return (int) size;
    }

    BigInteger hexadecimal(String name) {
      String digits = text(name);
      Rules.require(digits.length() <= LONGEST_SUM, "%s of %s is too long", name, place);
      return new BigInteger(digits, 16);
    }

    double[] numbers(String name) {
      List<Json.Value> items = items(name);
      double[] numbers = new double[items.size()];
      for (int i = 0; i < numbers.length; i++) {
        if (!(items.get(i) instanceof Json.Numeral number)) {
          throw wrong(name, "a list of numbers");
        }
        numbers[i] = Double.parseDouble(number.digits());
      }
      return numbers;
    }

    long[] wholes(String name) {
      List<Json.Value> items = items(name);
      long[] numbers = new long[items.size()];
      for (int i = 0; i < numbers.length; i++) {
        if (!(items.get(i) instanceof Json.Numeral number)) {
          throw wrong(name, "a list of whole numbers");
        }
        numbers[i] = Long.parseLong(number.digits());
      }
      return numbers;
    }

    List<String> texts(String name) {
      List<String> texts = new ArrayList<>();
      for (Json.Value item : items(name)) {
        if (!(item instanceof Json.Text text)) {
          throw wrong(name, "a list of texts");
        }
        texts.add(text.value());
      }
      return texts;
    }

    private ProfileFormatException wrong(String name, String wanted) {
      return new ProfileFormatException("%s needs %s as %s".formatted(place, name, wanted));
    }
  }
}
