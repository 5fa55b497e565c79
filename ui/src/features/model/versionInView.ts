import type { ModelDetail } from '../../api/types';

/** The version that pages of a model speak of: what production answers with, else what serves, else the latest. */
export function versionInView(model: ModelDetail): number {
  const { serving } = model;
  return (serving.find((one) => one.stage === 'PRODUCTION') ?? serving[0])?.version ?? model.latestVersion;
}
