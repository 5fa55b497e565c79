import type { VersionComparison } from '../../api/types';
import { Overlay } from '../../charts/Overlay';

/** Calibration, ROC and precision by recall of versions that tell two classes apart. */
export function CompareCurves({ curves }: { curves: VersionComparison['curves'] }) {
  const drawn = curves.filter((curve) => curve.roc.length > 0);
  if (drawn.length === 0) return null;
  const name = (version: number) => `v${version}`;
  return (
    <div className="compare-curves">
      <Overlay
        title="ROC"
        xName="false positive rate"
        yName="true positive rate"
        diagonalName="Random choice"
        series={drawn.map((curve) => ({
          name: name(curve.version),
          points: curve.roc.map((point) => ({ x: point.falsePositiveRate, y: point.truePositiveRate })),
        }))}
      />
      <Overlay
        title="Precision and recall"
        xName="recall"
        yName="precision"
        series={drawn.map((curve) => ({
          name: name(curve.version),
          points: curve.precision.map((point) => ({ x: point.recall, y: point.precision })),
        }))}
      />
      <Overlay
        title="Calibration"
        xName="mean predicted probability"
        yName="observed rate"
        diagonalName="Exactly right"
        dots
        series={drawn.map((curve) => ({
          name: name(curve.version),
          points: curve.calibration.flatMap((bin) =>
            bin.count > 0 && bin.meanPredicted != null && bin.observedRate != null ? [{ x: bin.meanPredicted, y: bin.observedRate }] : [],
          ),
        }))}
      />
    </div>
  );
}
