package org.plumbline.store.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.plumbline.data.Contract;
import org.plumbline.data.QualityReport;
import org.plumbline.kernel.ErrorCode;
import org.plumbline.kernel.PlumblineException;
import org.plumbline.registry.Part;
import org.plumbline.registry.PartCodec;
import org.plumbline.stats.profile.ProfileFormatException;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.store.Json;
import org.plumbline.training.GoldenRow;
import org.plumbline.training.Provenance;
import org.plumbline.training.ReferenceSample;
import org.plumbline.training.Scorecard;
import org.plumbline.training.TrainedVersion;

/** Model, profile and sample in their own binary forms, all else as JSON. */
public final class JsonPartCodec implements PartCodec {
  @Override
  public Map<Part, byte[]> encode(TrainedVersion trained) {
    Map<Part, byte[]> parts = new EnumMap<>(Part.class);
    parts.put(Part.MODEL, trained.model().toBytes());
    parts.put(Part.CONTRACT, Json.writeBytes(trained.contract()));
    parts.put(Part.SCORECARD, Json.writeBytes(trained.scorecard()));
    parts.put(Part.REFERENCE, trained.reference().toBytes());
    parts.put(Part.GOLDEN, Json.writeBytes(trained.golden()));
    parts.put(Part.PROVENANCE, Json.writeBytes(trained.provenance()));
    parts.put(Part.QUALITY, Json.writeBytes(trained.quality()));
    if (!trained.sample().isEmpty()) {
      parts.put(Part.SAMPLE, trained.sample().toBytes());
    }
    return parts;
  }

  @Override
  public Contract contract(byte[] bytes) {
    return Json.read(bytes, Contract.class);
  }

  @Override
  public Scorecard scorecard(byte[] bytes) {
    return Json.read(bytes, Scorecard.class);
  }

  @Override
  public TableProfile reference(byte[] bytes) {
    try {
      return TableProfile.fromBytes(bytes);
    } catch (ProfileFormatException unreadable) {
      throw PlumblineException.of(
          ErrorCode.TAMPERED, "A stored reference profile cannot be read", unreadable);
    }
  }

  @Override
  public List<GoldenRow> golden(byte[] bytes) {
    return Json.read(bytes, new TypeReference<List<GoldenRow>>() {});
  }

  @Override
  public Provenance provenance(byte[] bytes) {
    return Json.read(bytes, Provenance.class);
  }

  @Override
  public ReferenceSample sample(byte[] bytes) {
    try {
      return ReferenceSample.fromBytes(bytes);
    } catch (IllegalArgumentException unreadable) {
      throw PlumblineException.of(
          ErrorCode.TAMPERED, "A stored reference sample cannot be read", unreadable);
    }
  }

  @Override
  public QualityReport quality(byte[] bytes) {
    return Json.read(bytes, QualityReport.class);
  }
}
