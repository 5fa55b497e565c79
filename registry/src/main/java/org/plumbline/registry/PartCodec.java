package org.plumbline.registry;

import java.util.List;
import java.util.Map;
import org.plumbline.data.Contract;
import org.plumbline.data.QualityReport;
import org.plumbline.stats.profile.TableProfile;
import org.plumbline.training.GoldenRow;
import org.plumbline.training.Provenance;
import org.plumbline.training.ReferenceSample;
import org.plumbline.training.Scorecard;
import org.plumbline.training.TrainedVersion;

/**
 * The bytes of the parts and back. The same part gives the same bytes; bytes that cannot be read
 * are TAMPERED.
 */
public interface PartCodec {
  /** All parts that the version has. */
  Map<Part, byte[]> encode(TrainedVersion trained);

  Contract contract(byte[] bytes);

  Scorecard scorecard(byte[] bytes);

  TableProfile reference(byte[] bytes);

  List<GoldenRow> golden(byte[] bytes);

  Provenance provenance(byte[] bytes);

  QualityReport quality(byte[] bytes);

  ReferenceSample sample(byte[] bytes);
}
