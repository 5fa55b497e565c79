import { Badge } from '../../parts/Badge';
import type { Run } from '../../api/types';
import type { Tone } from '../../format/words';

const words: Record<Run['status'], [Tone, string]> = {
  running: ['info', 'Running'],
  scheduled: ['neutral', 'Scheduled'],
  finished: ['good', 'Finished'],
  failed: ['critical', 'Failed'],
  killed: ['warning', 'Stopped'],
};

export function RunStatus({ status }: { status: Run['status'] }) {
  const [tone, text] = words[status];
  return <Badge tone={tone}>{text}</Badge>;
}
