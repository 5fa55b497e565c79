import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { Problem } from '../api/problem';
import { faults } from '../testing/axe';
import { Empty, ProblemPanel } from './States';

const refused = new Problem(422, 'invalid-field', 'A row was refused', 'Row 1 does not fit the contract.', {
  requestId: 'req-7',
  errors: [
    { row: 0, field: 'tenure', code: 'invalid-field', detail: 'tenure is "x"; the contract asks for an integer.' },
    { row: 1, field: 'tenure', code: 'missing-field', detail: 'tenure is missing.' },
  ],
});

describe('problem panel', () => {
  it('shows code, reason, fields, way out and request id', () => {
    render(<ProblemPanel problem={refused} />);

    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('invalid-field');
    expect(alert.textContent).toContain('Row 1 does not fit the contract.');
    expect(alert.textContent).toContain('Row 2, tenure');
    expect(alert.textContent).toContain('Correct what is named above');
    expect(alert.textContent).toContain('req-7');
  });

  it('repeats on demand', () => {
    const retry = vi.fn();
    render(<ProblemPanel problem={refused} retry={retry} />);

    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));

    expect(retry).toHaveBeenCalledOnce();
  });

  it('says that a 403 leaves the account signed in', () => {
    render(<ProblemPanel problem={new Problem(403, 'forbidden', 'Not allowed', 'Needs model.kill.')} />);

    expect(screen.getByRole('alert').textContent).toContain('You stay signed in');
  });

  it('shows any thrown thing', () => {
    render(<ProblemPanel problem={new TypeError('x is undefined')} />);

    expect(screen.getByRole('alert').textContent).toContain('x is undefined');
  });

  it('passes axe', async () => {
    const { container } = render(<ProblemPanel problem={refused} retry={() => undefined} />);

    expect(await faults(container)).toEqual([]);
  });
});

describe('problem', () => {
  it('groups the errors of a row by field, the first one first', () => {
    expect([...refused.byField()]).toEqual([['tenure', 'tenure is "x"; the contract asks for an integer.']]);
    expect([...refused.byField(1)]).toEqual([['tenure', 'tenure is missing.']]);
  });

  it('reads an answer that is no problem document', async () => {
    const problem = await Problem.of(new Response('<html>', { status: 502, headers: { 'X-Request-Id': 'r', 'Retry-After': '3' } }));

    expect(problem).toMatchObject({ status: 502, code: 'HTTP_502', requestId: 'r', retryAfterSeconds: 3, errors: [] });
  });
});

describe('empty state', () => {
  it('names the command that fills it', () => {
    render(<Empty title="No model yet" command="./plumbline train --data FILE --label COLUMN" />);

    expect(screen.getByText('./plumbline train --data FILE --label COLUMN')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Copy the command' })).toBeTruthy();
  });
});
