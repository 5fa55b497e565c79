import type { ReactNode } from 'react';
import type { Tone } from '../format/words';
import { Time } from './Time';
import './Timeline.css';

export interface TimelineItem {
  key: string;
  at: string;
  title: ReactNode;
  detail?: ReactNode;
  tone: Tone;
}

export function Timeline({ items }: { items: TimelineItem[] }) {
  return (
    <ol className="timeline">
      {items.map((item) => (
        <li key={item.key} className={`timeline-${item.tone}`}>
          <span className="timeline-title">{item.title}</span>
          <span className="timeline-time">
            <Time at={item.at} />
          </span>
          {item.detail ? <span className="timeline-detail">{item.detail}</span> : null}
        </li>
      ))}
    </ol>
  );
}
