import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelDetail } from '../../api/types';
import { faults } from '../../testing/axe';
import { me, serve, show, signIn, tokens } from '../../testing/service';
import TryItTab from './TryItTab';

const model = {
  model: 'churn',
  task: 'BINARY',
  label: 'Churn',
  positive: 'Yes',
  versions: 1,
  latestVersion: 1,
  serving: [{ version: 1, stage: 'PRODUCTION', since: '2026-11-01T00:00:00Z', share: 1 }],
} as unknown as ModelDetail;

const column = { role: 'FEATURE', required: true, min: null, max: null, categories: [], description: '' };
const version = {
  version: 1,
  contract: {
    columns: [
      { ...column, name: 'tenure', type: 'INTEGER', min: 0, max: 72 },
      { ...column, name: 'contract', type: 'CATEGORY', categories: ['Monthly', 'Yearly'] },
      { ...column, name: 'partner', type: 'BOOLEAN', required: false },
    ],
  },
  scorecard: { threshold: 0.3 },
  examples: [{ row: { tenure: 2, contract: 'Monthly', partner: true }, score: 0.74 }],
};
const prediction = {
  id: 'p-1',
  score: 0.731,
  label: 'Yes',
  probabilities: { No: 0.269, Yes: 0.731 },
  version: 1,
  stage: 'PRODUCTION',
  baseline: -1,
  margin: 1,
  reasons: [{ feature: 'tenure', value: '2', contribution: 1.5, text: 'tenure = 2 raises the score by 1.50' }],
};
const predictions = 'POST /api/v1/models/churn/predictions';
const answers = {
  'POST /api/v1/auth/login': { body: tokens('1') },
  'GET /api/v1/me': { body: me('prediction.create') },
  'GET /api/v1/models/churn/versions/1': { body: version },
};

async function open(answer: object) {
  const calls = serve({ ...answers, ...answer });
  await signIn();
  const page = show(<TryItTab model={model} />);
  await waitFor(() => expect(screen.getByRole('button', { name: 'Score' }).hasAttribute('disabled')).toBe(false));
  return { calls, ...page };
}

afterEach(() => vi.unstubAllGlobals());

describe('try it', () => {
  it('is filled with an example row, with the right input for each type', async () => {
    const { container } = await open({});

    expect(screen.getByLabelText<HTMLInputElement>(/tenure/).value).toBe('2');
    expect(screen.getByLabelText(/contract/).tagName).toBe('SELECT');
    expect(screen.getByLabelText<HTMLSelectElement>('partner').value).toBe('true');
    expect(screen.getByLabelText(/tenure/).getAttribute('aria-required')).toBe('true');
    expect(await faults(container)).toEqual([]);
  });

  it('sends the row and shows score, label and the way from baseline to result', async () => {
    const { calls } = await open({ [predictions]: { body: { model: 'churn', version: 1, predictions: [prediction] } } });

    fireEvent.change(screen.getByLabelText(/tenure/), { target: { value: '5' } });
    fireEvent.click(screen.getByRole('button', { name: 'Score' }));

    expect(await screen.findByText('73.1 %', { selector: 'output' })).toBeTruthy();
    expect(calls.at(-1)?.body).toEqual({ rows: [{ tenure: 5, contract: 'Monthly', partner: true }], explain: 8 });
    const drawn = screen.getByRole('img', { name: /Baseline/ }).getAttribute('aria-label');
    expect(drawn).toContain('tenure = 2 +1.50');
    expect(drawn).toContain('All other features +0.50');
  });

  it('puts each refusal beside its field and goes to the first', async () => {
    await open({
      [predictions]: {
        status: 422,
        body: {
          code: 'invalid-field',
          title: 'A row was refused',
          detail: 'Row 1 does not fit.',
          status: 422,
          requestId: 'r',
          errors: [{ row: 0, field: 'tenure', code: 'invalid-field', detail: 'tenure is "x"; the contract asks for an integer.' }],
        },
      },
    });

    fireEvent.change(screen.getByLabelText(/tenure/), { target: { value: 'x' } });
    fireEvent.click(screen.getByRole('button', { name: 'Score' }));

    expect(await screen.findAllByText(/asks for an integer/)).toHaveLength(1);
    const field = screen.getByLabelText(/tenure/);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(screen.getByText('Nothing of a refused request is logged.')).toBeTruthy();
  });

  it('finds what would change the answer and fills it in', async () => {
    const ways = [{ score: 0.28, distance: 1.2, changes: [{ feature: 'tenure', from: '2', to: '14', value: 14 }] }];
    const { calls, container } = await open({
      [predictions]: { body: { model: 'churn', version: 1, predictions: [prediction] } },
      'POST /api/v1/models/churn/counterfactuals': { body: { model: 'churn', version: 1, score: 0.731, met: false, ways } },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Score' }));

    fireEvent.change(await screen.findByLabelText('contract', { selector: 'details select' }), { target: { value: 'NONE' } });
    fireEvent.click(screen.getByRole('button', { name: /Find changes/ }));

    expect(await screen.findByText('28.0 %')).toBeTruthy();
    expect(calls.at(-1)?.body).toEqual({
      row: { tenure: 2, contract: 'Monthly', partner: true },
      atMost: 0.299,
      ways: 4,
      changes: 3,
      features: { contract: { direction: 'NONE' } },
    });
    expect(await faults(container)).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Fill in' }));
    expect(screen.getByLabelText<HTMLInputElement>(/tenure/, { selector: 'input' }).value).toBe('14');
  });
});
