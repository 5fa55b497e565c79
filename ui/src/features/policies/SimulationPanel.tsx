import { useState } from 'react';
import { useSimulate } from '../../api/policyQueries';
import type { Simulation, SimulationScenario } from '../../api/types';
import { count, plural } from '../../format/number';
import { Badge, VerdictBadge } from '../../parts/Badge';
import { Button } from '../../parts/Button';
import { Field, Input, TextArea } from '../../parts/Field';
import { Panel } from '../../parts/Panel';
import { ProblemPanel } from '../../parts/States';
import { Table } from '../../parts/Table';

const blank = { model: '', version: '', risk: '', fairness: '', facts: '', override: false };
type Form = typeof blank;

const EXAMPLE = '{"metrics": {"rocAuc": {"value": 0.81, "low": 0.78}}}';

/** What a policy would say of facts as they might be: a draft, or without one the policies in force. */
export function SimulationPanel({ policy }: { policy?: string }) {
  const [form, setForm] = useState(blank);
  const [wrong, setWrong] = useState<string>();
  const simulate = useSimulate();
  const put = (change: Partial<Form>) => setForm({ ...form, ...change });

  function ask() {
    const read = scenarios(form);
    setWrong(typeof read === 'string' ? read : undefined);
    if (typeof read !== 'string') simulate.mutate({ policy, scenarios: read });
  }

  return (
    <Panel
      title="What if"
      note={`Facts as they might be, judged by ${policy === undefined ? 'the policies in force' : 'the text above'}; nothing is written`}
    >
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <div className="policy-form">
          <Field label="Model" hint="Its real facts stand where none are stated.">
            {(control) => <Input {...control} value={form.model} onChange={(event) => put({ model: event.target.value })} />}
          </Field>
          <Field label="Version">
            {(control) => (
              <Input {...control} type="number" min={1} required={form.model.trim() !== ''} value={form.version} onChange={(event) => put({ version: event.target.value })} />
            )}
          </Field>
          <Field label="Risk index" hint="0 to 100.">
            {(control) => (
              <Input {...control} type="number" min={0} max={100} step="any" value={form.risk} onChange={(event) => put({ risk: event.target.value })} />
            )}
          </Field>
          <Field label="Fairness score" hint="0 to 100; 100 is fair.">
            {(control) => (
              <Input {...control} type="number" min={0} max={100} step="any" value={form.fairness} onChange={(event) => put({ fairness: event.target.value })} />
            )}
          </Field>
        </div>
        <Field label="Other facts" hint="JSON: an object, or a list of up to 100 of them, each judged by itself." error={wrong}>
          {(control) => (
            <TextArea {...control} className="control code-area" placeholder={EXAMPLE} value={form.facts} onChange={(event) => put({ facts: event.target.value })} />
          )}
        </Field>
        <label>
          <input type="checkbox" checked={form.override} onChange={(event) => put({ override: event.target.checked })} /> Somebody entitled lets a version at risk pass
        </label>
        <div className="row">
          <Button type="submit" busy={simulate.isPending}>
            What would be said?
          </Button>
        </div>
      </form>
      {simulate.error ? <ProblemPanel problem={simulate.error} /> : null}
      {simulate.data ? <Outcomes results={simulate.data} /> : null}
    </Panel>
  );
}

/** The cases that are meant, or what is wrong with the text. */
function scenarios(form: Form): SimulationScenario[] | string {
  let stated: unknown;
  try {
    stated = form.facts.trim() === '' ? {} : JSON.parse(form.facts);
  } catch (fault) {
    return `No JSON: ${(fault as Error).message}`;
  }
  const all = Array.isArray(stated) ? stated : [stated];
  if (all.length === 0 || all.some((one) => typeof one !== 'object' || one === null || Array.isArray(one))) return 'Facts are an object, or a list of objects.';
  const model = form.model.trim();
  return all.map((facts: Record<string, unknown>, index) => ({
    name: all.length > 1 ? `${index + 1}` : null,
    model: model || null,
    version: model ? Number(form.version) : null,
    facts,
    riskScore: form.risk === '' ? null : Number(form.risk),
    fairnessScore: form.fairness === '' ? null : Number(form.fairness),
    override: form.override,
  }));
}

const grades: Record<Simulation['grade'], string> = {
  A: 'passes',
  C: 'passes by override',
  D: 'passes by override, although groups are treated unequally',
  F: 'does not pass',
};

function Outcomes({ results }: { results: Simulation[] }) {
  const [first] = results;
  return (
    <div role="status" className="stack policy-outcome">
      {results.length === 1 && first ? (
        <One outcome={first} />
      ) : (
        <>
          <b>
            {count(results.filter((one) => one.wouldPass).length)} of {plural(results.length, 'case')} would pass
          </b>
          <Table<Simulation>
            caption="Cases"
            rows={results}
            rowKey={(one) => one.name ?? ''}
            columns={[
              { key: 'name', title: 'Case', cell: (one) => one.name, numeric: true, width: '4rem' },
              { key: 'verdict', title: 'Verdict', cell: (one) => <VerdictBadge verdict={one.verdict} /> },
              { key: 'grade', title: 'Grade', cell: (one) => <Grade outcome={one} /> },
              { key: 'reasons', title: 'Why', cell: (one) => one.reasons.join('; ') || 'no rule objects' },
            ]}
          />
        </>
      )}
    </div>
  );
}

const Grade = ({ outcome }: { outcome: Simulation }) => (
  <>
    <Badge tone={outcome.wouldPass ? 'good' : 'critical'}>{outcome.grade}</Badge> {grades[outcome.grade]}
  </>
);

function One({ outcome }: { outcome: Simulation }) {
  return (
    <>
      <p>
        <VerdictBadge verdict={outcome.verdict} /> <Grade outcome={outcome} />
      </p>
      <Table
        caption="What each rule says"
        rows={outcome.rules}
        rowKey={(one) => `${one.policy} ${one.rule}`}
        columns={[
          { key: 'rule', title: 'Rule', cell: (one) => one.rule },
          { key: 'policy', title: 'Policy', cell: (one) => one.policy, minor: true },
          { key: 'verdict', title: 'Says', cell: (one) => <VerdictBadge verdict={one.verdict} /> },
          { key: 'reason', title: 'Why', cell: (one) => one.reason || 'it holds' },
        ]}
      />
    </>
  );
}
