import { useServingOverrides } from '../../api/policyQueries';
import { Badge } from '../../parts/Badge';

/** Marks a version that serves although a policy called it at risk, wherever the version stands; of a model without a number, any version. */
export function OverrideBadge({ model, version }: { model: string; version?: number | null }) {
  const query = useServingOverrides();
  const found = query.data?.items.find((one) => one.model === model && (version == null || one.version === version));
  return found ? (
    <span title={`${found.objections.join('; ')}. ${found.author}: ${found.reason}`}>
      <Badge tone="warning">Override</Badge>
    </span>
  ) : null;
}
