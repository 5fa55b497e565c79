import { exact, relative } from '../format/time';

/** A moment: relative to read, exact on hover and for assistive technology; `both` where it may be quoted. */
export function Time({ at, both = false }: { at: string | null | undefined; both?: boolean }) {
  if (!at) return <span className="muted">–</span>;
  return (
    <time dateTime={at} title={exact(at)} className={both ? undefined : 'nowrap'}>
      {both ? (
        <>
          {relative(at)} <span className="muted">· {exact(at)}</span>
        </>
      ) : (
        relative(at)
      )}
    </time>
  );
}
