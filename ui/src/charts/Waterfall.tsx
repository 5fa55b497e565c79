import type { Task } from '../api/types';
import { fixed, measure, percent, sigmoid, signed } from '../format/number';
import { useWidth } from '../parts/useWidth';
import { extent, linear, ticks } from './scale';
import type { Step } from './waterfall';
import './Plot.css';
import './Waterfall.css';

const rowHeight = 30;

/** From the baseline through the reasons to the result; arrows and signs say the direction, colour repeats it. */
export function Waterfall({ steps, task }: { steps: Step[]; task: Task }) {
  const [frame, width] = useWidth<HTMLDivElement>(560);
  const labelWidth = Math.min(220, Math.max(110, width * 0.36));
  const moving = steps.filter((step) => step.kind === 'reason' || step.kind === 'other');
  const levels = moving.length > 0 ? moving.flatMap((step) => [step.from, step.to]) : steps.map((step) => step.to);
  const domain = extent(levels, 0.12) ?? [0, 1];
  const x = linear(domain, [labelWidth + 8, width - 62]);
  const height = steps.length * rowHeight + 26;
  const write = (value: number) => (task === 'REGRESSION' ? measure(value) : fixed(value, 2));
  return (
    <figure className="waterfall">
      <div className="plot" ref={frame}>
        <svg height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={steps.map((step) => sentence(step, task)).join('; ')}>
          {ticks(domain[0], domain[1], Math.max(2, Math.floor(width / 140))).map((mark) => (
            <g key={mark}>
              <line className="plot-grid" x1={x(mark)} x2={x(mark)} y1={0} y2={height - 22} />
              <text x={x(mark)} y={height - 8} textAnchor="middle">
                {write(mark)}
              </text>
            </g>
          ))}
          {steps.map((step, index) => (
            <Row key={step.key} step={step} index={index} x={x} labelWidth={labelWidth} last={index === steps.length - 1} task={task} />
          ))}
        </svg>
      </div>
      <figcaption className="muted">
        {task === 'REGRESSION'
          ? 'In units of the label. Baseline plus all steps is the predicted value.'
          : 'In log-odds, where contributions add up: 0 stands for 50 %, each step to the right raises the probability.'}
      </figcaption>
    </figure>
  );
}

function Row({ step, index, x, labelWidth, last, task }: { step: Step; index: number; x: (value: number) => number; labelWidth: number; last: boolean; task: Task }) {
  const top = index * rowHeight;
  const middle = top + rowHeight / 2;
  const point = step.kind === 'baseline' || step.kind === 'margin';
  const left = Math.min(x(step.from), x(step.to));
  const right = Math.max(x(step.from), x(step.to));
  const up = step.amount >= 0;
  return (
    <g>
      {step.text ? <title>{step.text}</title> : null}
      <text className={point ? 'plot-strong' : 'waterfall-label'} x={labelWidth} y={middle + 4} textAnchor="end">
        {shorten(step.label, Math.floor(labelWidth / 6.6))}
      </text>
      {point ? (
        <>
          <path className="waterfall-point" d={`M${x(step.to)} ${middle - 6}l6 6-6 6-6-6z`} />
          <text className="plot-strong" x={x(step.to) + 10} y={middle + 4}>
            {result(step, task)}
          </text>
        </>
      ) : (
        <>
          <path className={up ? 'waterfall-up' : 'waterfall-down'} d={arrow(left, right, middle, up)} />
          <text x={right + 6} y={middle + 4}>
            {task === 'REGRESSION' ? `${step.amount > 0 ? '+' : ''}${measure(step.amount)}` : signed(step.amount, 2)}
          </text>
        </>
      )}
      {last ? null : <line className="waterfall-link" x1={x(step.to)} x2={x(step.to)} y1={middle + 7} y2={middle + rowHeight - 7} />}
    </g>
  );
}

/** A bar that points where the score goes. */
function arrow(left: number, right: number, middle: number, up: boolean): string {
  const tip = Math.min(6, Math.max(1, right - left));
  return up
    ? `M${left} ${middle - 7}H${right - tip}L${right} ${middle}L${right - tip} ${middle + 7}H${left}Z`
    : `M${right} ${middle - 7}H${left + tip}L${left} ${middle}L${left + tip} ${middle + 7}H${right}Z`;
}

function result(step: Step, task: Task): string {
  if (task === 'REGRESSION') return measure(step.to);
  return task === 'BINARY' ? `${fixed(step.to, 2)} = ${percent(sigmoid(step.to))}` : fixed(step.to, 2);
}

const sentence = (step: Step, task: Task) =>
  step.kind === 'baseline' || step.kind === 'margin' ? `${step.label} ${result(step, task)}` : `${step.label} ${signed(step.amount, 2)}`;

const shorten = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
