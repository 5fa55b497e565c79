package org.plumbline.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.plumbline.data.Contract;
import org.plumbline.data.QualityReport;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.training.GoldenRow;
import org.plumbline.training.Provenance;
import org.plumbline.training.ReferenceSample;
import org.plumbline.training.Scorecard;
import org.plumbline.training.TrainedVersion;

/** Remembers each part under its text; for tests in one process. */
public final class PlainParts implements PartCodec {
  private final Map<String, Object> parts = new ConcurrentHashMap<>();

  @Override
  public Map<Part, byte[]> encode(TrainedVersion trained) {
    Map<Part, byte[]> bytes = new EnumMap<>(Part.class);
    bytes.put(Part.MODEL, trained.model().toBytes());
    bytes.put(Part.CONTRACT, keep(trained.contract()));
    bytes.put(Part.SCORECARD, keep(trained.scorecard()));
    bytes.put(Part.REFERENCE, keep(trained.reference()));
    bytes.put(Part.GOLDEN, keep(trained.golden()));
    bytes.put(Part.PROVENANCE, keep(trained.provenance()));
    bytes.put(Part.QUALITY, keep(trained.quality()));
    if (!trained.sample().isEmpty()) {
      bytes.put(Part.SAMPLE, trained.sample().toBytes());
    }
    return bytes;
  }

  @Override
  public ReferenceSample sample(byte[] bytes) {
    return ReferenceSample.fromBytes(bytes);
  }

  private byte[] keep(Object part) {
    parts.put(part.toString(), part);
    return part.toString().getBytes(UTF_8);
  }

  private <T> T part(byte[] bytes, Class<T> type) {
    return type.cast(java.util.Objects.requireNonNull(parts.get(new String(bytes, UTF_8))));
  }

  @Override
  public Contract contract(byte[] bytes) {
    return part(bytes, Contract.class);
  }

  @Override
  public Scorecard scorecard(byte[] bytes) {
    return part(bytes, Scorecard.class);
  }

  @Override
  public TableProfile reference(byte[] bytes) {
    return part(bytes, TableProfile.class);
  }

  @Override
  public List<GoldenRow> golden(byte[] bytes) {
    return ((List<?>) part(bytes, List.class)).stream().map(GoldenRow.class::cast).toList();
  }

  @Override
  public Provenance provenance(byte[] bytes) {
    return part(bytes, Provenance.class);
  }

  @Override
  public QualityReport quality(byte[] bytes) {
    return part(bytes, QualityReport.class);
  }
}
