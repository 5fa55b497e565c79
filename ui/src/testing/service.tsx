import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { vi } from 'vitest';
import { newQueryClient } from '../api/query';
import { session } from '../api/session';

type Answer = { status?: number; body?: unknown; headers?: Record<string, string> };
export type Calls = { method: string; path: string; body: unknown; token: string | null }[];

/** Stands in for the service: answers by `METHOD /path` (without the query), and keeps what was asked. */
export function serve(answers: Record<string, Answer | ((call: Calls[number]) => Answer)>): Calls {
  const calls: Calls = [];
  vi.stubGlobal('fetch', async (address: string, init: RequestInit = {}) => {
    const call = {
      method: init.method ?? 'GET',
      path: address,
      body: init.body instanceof Blob || !init.body ? init.body : (JSON.parse(String(init.body)) as unknown),
      token: new Headers(init.headers).get('Authorization'),
    };
    calls.push(call);
    const found = answers[`${call.method} ${address.split('?')[0]}`];
    const answer = typeof found === 'function' ? found(call) : found;
    if (!answer) return json(404, { title: 'No such address', detail: `${call.method} ${address}`, code: 'not-found', status: 404 });
    return answer.status === 204 ? new Response(null, { status: 204 }) : json(answer.status ?? 200, answer.body, answer.headers);
  });
  return calls;
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });

export const tokens = (name: string) => ({
  accessToken: `access-${name}`,
  refreshToken: `refresh-${name}`,
  expiresIn: 1800,
  user: { username: 'ana', displayName: 'Ana', roles: ['engineer'] },
});

export const me = (...permissions: string[]) => ({ username: 'ana', displayName: 'Ana', roles: ['engineer'], permissions });

/** Signs in; the stand-in must answer the login. */
export const signIn = () => session.signIn('ana', 'secret');

export function show(page: ReactNode, at = '/') {
  return render(
    <QueryClientProvider client={newQueryClient()}>
      <MemoryRouter initialEntries={[at]}>{page}</MemoryRouter>
    </QueryClientProvider>,
  );
}
