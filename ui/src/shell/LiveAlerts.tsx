import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { live } from '../api/live';
import { useMay } from '../api/accountQueries';
import type { Alert } from '../api/types';
import { Button } from '../parts/Button';
import { SeverityBadge } from '../parts/Badge';

/** Tells of an alert when it opens, wherever one is, and brings counts and lists up to date. */
export function LiveAlerts() {
  const may = useMay('model.read');
  const client = useQueryClient();
  const [opened, setOpened] = useState<Alert>();

  useEffect(() => {
    if (!may) return undefined;
    return live.follow({ alerts: true }, (message) => {
      if (message.type !== 'alert') return;
      for (const key of ['alerts', 'overview']) void client.invalidateQueries({ queryKey: [key] });
      void client.invalidateQueries({ queryKey: ['model', message.alert.model], exact: true });
      setOpened((before) => (message.alert.state === 'open' ? message.alert : before?.id === message.alert.id ? undefined : before));
    });
  }, [may, client]);

  return (
    <div role="status">
      {opened ? (
        <div className="away alert-arrived">
          <span>
            <SeverityBadge severity={opened.severity} /> <Link to={`/alerts?model=${encodeURIComponent(opened.model)}`}>{opened.title}</Link>
          </span>
          <Button small kind="quiet" onClick={() => setOpened(undefined)}>
            Dismiss
          </Button>
        </div>
      ) : null}
    </div>
  );
}
