package org.plumbline.store.monitoring;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.plumbline.monitoring.AppliedSafeguard;
import org.plumbline.monitoring.LoggedPrediction;
import org.plumbline.monitoring.LoggedReason;

/** The compact bytes of a logged row: frozen, since old partitions are read for ever. */
final class Packed {
  private static final byte DETAIL_FORM = 1;

  /** As form 1, and what the safeguard saw behind it; written only where there is such a thing. */
  private static final byte GUARDED_FORM = 2;

  private static final byte[] NOTHING = {};

  private Packed() {}

  static byte[] slots(double[] slots) {
    ByteBuffer bytes = ByteBuffer.allocate(slots.length * Double.BYTES);
    for (double slot : slots) {
      bytes.putDouble(slot);
    }
    return bytes.array();
  }

  static double[] slots(byte[] bytes) {
    double[] slots = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(slots);
    return slots;
  }

  /** Null when there is nothing to say. */
  static byte @Nullable [] detail(LoggedPrediction row) {
    AppliedSafeguard safeguard = row.safeguard();
    if (row.unknownCategories().isEmpty() && row.reasons().isEmpty() && safeguard == null) {
      return null;
    }
    byte[] guarded = safeguard == null ? NOTHING : utf8(safeguard.detail());
    List<byte[]> unknown = row.unknownCategories().stream().map(Packed::utf8).toList();
    List<byte[]> features = row.reasons().stream().map(r -> utf8(r.feature())).toList();
    int size = 1 + Integer.BYTES + Integer.BYTES;
    size += unknown.stream().mapToInt(text -> Integer.BYTES + text.length).sum();
    size += features.stream().mapToInt(text -> Integer.BYTES + text.length + Double.BYTES).sum();
    size += safeguard == null ? 0 : Integer.BYTES + guarded.length;
    ByteBuffer bytes = ByteBuffer.allocate(size);
    bytes.put(safeguard == null ? DETAIL_FORM : GUARDED_FORM).putInt(unknown.size());
    unknown.forEach(text -> bytes.putInt(text.length).put(text));
    bytes.putInt(features.size());
    for (int i = 0; i < features.size(); i++) {
      byte[] feature = features.get(i);
      bytes.putInt(feature.length).put(feature).putDouble(row.reasons().get(i).contribution());
    }
    if (safeguard != null) {
      bytes.putInt(guarded.length).put(guarded);
    }
    return bytes.array();
  }

  /** What is packed; the safeguard's text is empty when none was applied. */
  record Detail(List<String> unknownCategories, List<LoggedReason> reasons, String safeguard) {}

  static Detail detail(byte @Nullable [] packed) {
    if (packed == null) {
      return new Detail(List.of(), List.of(), "");
    }
    ByteBuffer bytes = ByteBuffer.wrap(packed);
    byte form = bytes.get();
    if (form != DETAIL_FORM && form != GUARDED_FORM) {
      throw new IllegalStateException("A logged row has detail of the unknown form " + form);
    }
    List<String> unknown = new ArrayList<>();
    for (int left = bytes.getInt(); left > 0; left--) {
      unknown.add(text(bytes));
    }
    List<LoggedReason> reasons = new ArrayList<>();
    for (int left = bytes.getInt(); left > 0; left--) {
      reasons.add(new LoggedReason(text(bytes), bytes.getDouble()));
    }
    return new Detail(unknown, reasons, form == GUARDED_FORM ? text(bytes) : "");
  }

  /** The feature of the strongest reason, null when there is none, without unpacking the others. */
  static @Nullable String firstReason(byte[] packed) {
    ByteBuffer bytes = ByteBuffer.wrap(packed, 1, packed.length - 1);
    for (int left = bytes.getInt(); left > 0; left--) {
      int length = bytes.getInt();
      bytes.position(bytes.position() + length);
    }
    return bytes.getInt() == 0 ? null : text(bytes);
  }

  private static String text(ByteBuffer bytes) {
    byte[] text = new byte[bytes.getInt()];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
