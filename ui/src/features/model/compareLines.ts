import type { ModelDocument } from '../../api/evidenceQueries';
import type { GroupFairness, VersionDetail } from '../../api/types';
import { dash, percent } from '../../format/number';

export interface TextLine {
  key: string;
  name: string;
  values: string[];
}

/** How far groups lie apart in each version, and what was done about it; nothing where no version protects an attribute. */
export function fairnessLines(versions: (VersionDetail | undefined)[]): TextLine[] {
  const reports = versions.map((version) => version?.scorecard.fairness ?? []);
  const names = [...new Set(reports.flat().map(named))];
  if (names.length === 0) return [];
  return [
    ...names.map((name) => ({
      key: `fairness ${name}`,
      name: `Positive answers apart, by ${name}`,
      values: reports.map((one) => apart(one.find((report) => named(report) === name))),
    })),
    { key: 'mitigation', name: 'Mitigation', values: versions.map(mitigated) },
  ];
}

const named = (report: GroupFairness) => report.attributes.join(' and ');

const apart = (report: GroupFairness | undefined) =>
  !report ? 'not measured' : report.disparity ? `${percent(report.disparity.value)} (${percent(report.disparity.low)} to ${percent(report.disparity.high)})` : 'too few groups';

function mitigated(version: VersionDetail | undefined): string {
  const done = version?.scorecard.mitigation;
  if (!version) return dash;
  return [done?.reweighed ? 'reweighed' : '', done?.thresholds ? 'thresholds by group' : ''].filter(Boolean).join(', ') || 'none';
}

/** Which documents each version has, those of the whole model too. */
export function documentLines(versions: number[], documents: ModelDocument[]): TextLine[] {
  return [...new Set(documents.map((one) => one.kindTitle))].map((kind) => ({
    key: `document ${kind}`,
    name: kind,
    values: versions.map(
      (version) =>
        documents
          .filter((one) => one.kindTitle === kind && (one.version === null || one.version === version))
          .map((one) => one.title)
          .join(', ') || 'missing',
    ),
  }));
}
