import type { ReactNode } from 'react';
import { asProblem } from '../api/problem';
import { Button } from './Button';
import { Copy } from './Copy';
import './States.css';

/** What a part of a page shows while it has nothing to show: loading, refused, or empty. */

export function Skeleton({ lines = 3, tall = false }: { lines?: number; tall?: boolean }) {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {tall ? <span className="skeleton-block" /> : null}
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="skeleton-line" style={{ width: `${92 - ((index * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

interface ProblemProps {
  problem: unknown;
  retry?: (() => void) | undefined;
  /** Fields whose errors stand beside them in a form already. */
  besides?: ReadonlySet<string>;
}

/** Code, reason, way out, request id and, where a repetition may help, a retry. */
export function ProblemPanel({ problem: thrown, retry, besides }: ProblemProps) {
  const problem = asProblem(thrown);
  const errors = problem.errors.filter((error) => !error.field || !besides?.has(error.field));
  return (
    <div className="problem" role="alert">
      <p className="problem-title">{problem.title}</p>
      <p>{problem.message}</p>
      {errors.length > 0 ? (
        <ul className="problem-errors">
          {errors.slice(0, 20).map((error, index) => (
            <li key={index}>
              {error.row != null ? `Row ${error.row + 1}, ` : ''}
              {error.field ? <code>{error.field}</code> : null} {error.detail}
            </li>
          ))}
        </ul>
      ) : null}
      <p className="problem-way">{wayOut(problem.status, problem.code)}</p>
      <div className="row problem-foot">
        {retry ? (
          <Button small onClick={retry}>
            Try again
          </Button>
        ) : null}
        <span>
          Code <code>{problem.code}</code>
        </span>
        {problem.requestId ? (
          <span className="row problem-request">
            Request <code>{problem.requestId}</code> <Copy text={problem.requestId} label="Copy the request id" />
          </span>
        ) : null}
      </div>
    </div>
  );
}

function wayOut(status: number, code: string): string {
  if (code === 'PAGE_FAULT') return 'Reload the page. If it happens again, report the code and what you did.';
  if (status === 403) return 'Your role does not include this. You stay signed in; ask an administrator for the permission.';
  if (status === 404) return 'Check the name in the address, or go back to the list of models.';
  if (status === 409) return 'Somebody changed this meanwhile. Reload to see the present state, then decide again.';
  if (status === 429) return 'Wait a moment, then try again.';
  if (status >= 500) return 'The fault is on our side. Try again; if it stays, give the request id to whoever runs the service.';
  if (status >= 400) return 'Correct what is named above, then try again.';
  return 'Check that the service runs (./plumbline serve), then try again.';
}

export function Empty({ title, children, command }: { title: string; children?: ReactNode; command?: string }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {children ? <div className="empty-text">{children}</div> : null}
      {command ? (
        <div className="empty-command">
          <code>{command}</code>
          <Copy text={command} label="Copy the command" />
        </div>
      ) : null}
    </div>
  );
}

interface Answer<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** A query's answer once it is there; its skeleton or problem before. */
export function Answered<T>({ query, skeleton, children }: { query: Answer<T>; skeleton?: ReactNode; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ProblemPanel problem={query.error} retry={() => void query.refetch()} />;
  return skeleton ?? <Skeleton lines={5} />;
}
