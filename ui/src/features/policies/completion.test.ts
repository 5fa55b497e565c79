import { describe, expect, it } from 'vitest';
import { complete } from './completion';

const facts = ['risk.index', 'risk.first', 'metrics.rocAuc.low', 'live.metrics.rocAuc.value', 'model.tier'].map((path) => ({
  path,
  kind: 'number',
  meaning: '',
}));
const paths = (text: string, caret = text.length) => complete(text, caret, facts)?.facts.map((fact) => fact.path);

describe('completion', () => {
  it('offers what begins as typed, then what holds it', () => {
    expect(paths('"when": "ri')).toEqual(['risk.index', 'risk.first']);
    expect(paths('"when": "risk.i')).toEqual(['risk.index']);
    expect(paths('metrics.r')).toEqual(['metrics.rocAuc.low', 'live.metrics.rocAuc.value']);
  });

  it('replaces the word before the caret and nothing else', () => {
    const text = '"when": "mo == 1"';
    expect(complete(text, text.indexOf('mo') + 2, facts)).toMatchObject({ from: 9, to: 11 });
  });

  it('is silent where nothing fits or the word is whole', () => {
    expect(paths('')).toBeUndefined();
    expect(paths('r')).toBeUndefined();
    expect(paths('weather')).toBeUndefined();
    expect(paths('model.tier')).toBeUndefined();
    expect(paths('risk > 80 ')).toBeUndefined();
  });
});
