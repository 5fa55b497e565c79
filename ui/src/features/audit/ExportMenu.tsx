import { useRef } from 'react';
import { useAuditExport, type AuditFilters, type AuditFormat } from '../../api/auditQueries';
import { ProblemPanel } from '../../parts/States';

const formats: [AuditFormat, string, string][] = [
  ['csv', 'Table (CSV)', 'For a spreadsheet; no hashes to check.'],
  ['jsonl', 'Chain (JSON Lines)', 'For audit-verifier.jar. With filters: a selection.'],
  ['proof', 'Proof bundle', 'Each entry with its proof against the newest checkpoint.'],
];

/** What leaves here is itself an entry. */
export function ExportMenu({ filters, filtered }: { filters: AuditFilters; filtered: boolean }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const save = useAuditExport();
  return (
    <div className="audit-export">
      <details ref={menu}>
        <summary className="button button-plain">{save.isPending ? 'Exporting…' : 'Export'}</summary>
        <div className="audit-export-menu">
          <p className="muted">{filtered ? 'Exports what the filters show.' : 'Exports the whole trail.'}</p>
          {formats.map(([format, title, note]) => (
            <button
              key={format}
              type="button"
              className="audit-export-item"
              disabled={save.isPending}
              onClick={() => {
                if (menu.current) menu.current.open = false;
                save.mutate({ format, filters });
              }}
            >
              <b>{title}</b>
              <span>{note}</span>
            </button>
          ))}
        </div>
      </details>
      {save.error ? <ProblemPanel problem={save.error} /> : null}
    </div>
  );
}
