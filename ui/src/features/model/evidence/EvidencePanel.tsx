import { useState } from 'react';
import { useCardFile, useDocumentFile, useDocuments, useEvidence, useEvidenceDiff, usePackFile, type CardFormat, type EvidenceChange, type ModelDocument, type RuleBookReport } from '../../../api/evidenceQueries';
import { useMay } from '../../../api/accountQueries';
import { Badge } from '../../../parts/Badge';
import { Button } from '../../../parts/Button';
import { Choice } from '../../../parts/Field';
import { Panel } from '../../../parts/Panel';
import { StateDiff } from '../../../parts/StateDiff';
import { Answered, ProblemPanel, Skeleton } from '../../../parts/States';
import { Table } from '../../../parts/Table';
import { Time } from '../../../parts/Time';
import { AttachDialog } from './AttachDialog';
import './EvidencePanel.css';

const formats: [CardFormat, string][] = [
  ['pdf', 'PDF'],
  ['html', 'HTML'],
  ['markdown', 'Markdown'],
  ['json', 'JSON'],
];

/** What rule books ask of a version, the documents that answer them, and the files for an auditor. */
export function EvidencePanel({ model, version }: { model: string; version: number }) {
  const evidence = useEvidence(model, version);
  const card = useCardFile(model, version);
  return (
    <Panel title="Evidence" note="What is there, and what is missing; whether it is good stays for people to judge">
      <div className="stack">
        <div className="row" role="group" aria-label="Model card">
          <span>Model card</span>
          {formats.map(([format, name]) => (
            <Button key={format} small kind="quiet" busy={card.isPending && card.variables === format} onClick={() => card.mutate(format)}>
              {name}
            </Button>
          ))}
        </div>
        {card.error ? <ProblemPanel problem={card.error} /> : null}
        <Answered query={evidence} skeleton={<Skeleton lines={3} />}>
          {({ books }) => (
            <>
              {books.map((book) => (
                <Book key={book.id} model={model} version={version} book={book} />
              ))}
            </>
          )}
        </Answered>
        <Documents model={model} version={version} />
        <Compared model={model} version={version} />
      </div>
    </Panel>
  );
}

/** What is known of this version beside what is known of another one. */
function Compared({ model, version }: { model: string; version: number }) {
  const [against, setAgainst] = useState<number | null>(null);
  const others = Array.from({ length: version - 1 }, (_, index) => version - 1 - index);
  const query = useEvidenceDiff(model, version, against);
  if (others.length === 0) return null;
  return (
    <section aria-label="Comparison of evidence" className="stack">
      <Choice
        label="Compare with"
        value={String(against ?? '')}
        onChange={(next) => setAgainst(next === '' ? null : Number(next))}
        options={[['', 'nothing'], ...others.map((one): [string, string] => [String(one), `version ${one}`])]}
      />
      {against === null ? null : (
        <Answered query={query} skeleton={<Skeleton lines={3} />}>
          {({ before, after, changes }) =>
            changes.length === 0 ? (
              <p className="muted">Nothing that is known of them differs.</p>
            ) : (
              <StateDiff names={[before, after]} sorted={false} before={side(changes, 'before')} after={side(changes, 'after')} />
            )
          }
        </Answered>
      )}
    </section>
  );
}

const side = (changes: EvidenceChange[], name: 'before' | 'after') =>
  Object.fromEntries(changes.flatMap((change): [string, string][] => (change[name] === null ? [] : [[change.path, change[name]]])));

function Book({ model, version, book }: { model: string; version: number; book: RuleBookReport }) {
  const pack = usePackFile(model, version);
  const may = useMay('audit.read');
  const complete = book.met === book.total;
  return (
    <section className="evidence-book" aria-label={book.title}>
      <div className="spread">
        <div className="row">
          <strong>{book.title}</strong>
          <Badge tone={complete ? 'good' : 'warning'}>
            {book.met} of {book.total} met
          </Badge>
        </div>
        {may ? (
          <Button small busy={pack.isPending} onClick={() => pack.mutate(book.id as 'sr-11-7' | 'eu-ai-act')}>
            Save the pack
          </Button>
        ) : null}
      </div>
      {pack.error ? <ProblemPanel problem={pack.error} /> : null}
      <details>
        <summary>{complete ? 'All requirements' : `Requirements, ${book.total - book.met} with gaps`}</summary>
        <ul className="evidence-articles">
          {book.articles.map((article) => {
            const gaps = article.lines.filter((line) => !line.met);
            return (
              <li key={article.place + article.title} data-met={gaps.length === 0}>
                <span className="evidence-mark" aria-hidden="true">
                  {gaps.length === 0 ? '✓' : '○'}
                </span>
                <div>
                  {article.title} <span className="muted">{article.place}</span>
                  {gaps.map((gap) => (
                    <div key={gap.what} className="muted">
                      Missing: {gap.what} – {gap.wayOut}
                    </div>
                  ))}
                </div>
              </li>
            );
          })}
        </ul>
        <p className="muted">{book.source}</p>
      </details>
    </section>
  );
}

function Documents({ model, version }: { model: string; version: number }) {
  const query = useDocuments(model);
  const save = useDocumentFile(model);
  const may = useMay('model.write');
  const [attaching, setAttaching] = useState(false);
  const ofVersion = (document: ModelDocument) => document.version === null || document.version === version;
  return (
    <section aria-label="Documents" className="stack">
      <div className="spread">
        <strong>Documents</strong>
        {may ? (
          <Button small onClick={() => setAttaching(true)}>
            Attach…
          </Button>
        ) : null}
      </div>
      {save.error ? <ProblemPanel problem={save.error} /> : null}
      <Answered query={query} skeleton={<Skeleton lines={2} />}>
        {({ items }) =>
          items.filter(ofVersion).length === 0 ? (
            <p className="muted">No document is attached yet.</p>
          ) : (
            <Table
              caption={`Documents of ${model} version ${version}`}
              rows={items.filter(ofVersion)}
              rowKey={(document) => document.id}
              columns={[
                { key: 'kind', title: 'Kind', cell: (document) => document.kindTitle },
                {
                  key: 'title',
                  title: 'Title',
                  cell: (document) => (
                    <Button small kind="quiet" onClick={() => save.mutate(document)}>
                      {document.title}
                    </Button>
                  ),
                },
                { key: 'of', title: 'Of', minor: true, cell: (document) => (document.version === null ? 'all versions' : `version ${document.version}`) },
                {
                  key: 'at',
                  title: 'Attached',
                  minor: true,
                  cell: (document) => (
                    <>
                      <Time at={document.at} /> by {document.by}
                    </>
                  ),
                },
              ]}
            />
          )
        }
      </Answered>
      {attaching ? <AttachDialog model={model} version={version} close={() => setAttaching(false)} /> : null}
    </section>
  );
}
