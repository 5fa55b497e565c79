import { afterEach, describe, expect, it, vi } from 'vitest';
import { serve, tokens } from '../testing/service';
import { call } from './client';
import { Problem } from './problem';
import { Session } from './session';

const login = 'POST /api/v1/auth/login';
const refresh = 'POST /api/v1/auth/refresh';
const overview = 'GET /api/v1/overview';
const stored = () => sessionStorage.getItem('plumbline.refresh');

async function signedIn(): Promise<Session> {
  const session = new Session();
  await session.signIn('ana', 'secret');
  return session;
}

afterEach(() => vi.unstubAllGlobals());

describe('session', () => {
  it('keeps the access token in memory and only the refresh token in the tab', async () => {
    serve({ [login]: { body: tokens('1') } });

    const session = await signedIn();

    expect(session.accessToken).toBe('access-1');
    expect(stored()).toBe('refresh-1');
    expect(JSON.stringify({ ...sessionStorage, ...localStorage })).not.toContain('access-1');
  });

  it('renews once after a 401, repeats the call and rotates the refresh token', async () => {
    const calls = serve({
      [login]: { body: tokens('1') },
      [refresh]: { body: tokens('2') },
      [overview]: ({ token }) => (token === 'Bearer access-2' ? { body: { fine: true } } : { status: 401, body: {} }),
    });
    const session = await signedIn();

    const answer = await call('overview', {}, session);

    expect(answer).toEqual({ fine: true });
    expect(stored()).toBe('refresh-2');
    expect(calls.filter((one) => one.path.endsWith('refresh'))).toEqual([expect.objectContaining({ body: { refreshToken: 'refresh-1' } })]);
  });

  it('shares one renewal among calls that meet, since a refresh token is used once', async () => {
    const calls = serve({
      [login]: { body: tokens('1') },
      [refresh]: { body: tokens('2') },
      [overview]: ({ token }) => (token === 'Bearer access-2' ? { body: {} } : { status: 401, body: {} }),
    });
    const session = await signedIn();

    await Promise.all([call('overview', {}, session), call('overview', {}, session), call('overview', {}, session)]);

    expect(calls.filter((one) => one.path.endsWith('refresh'))).toHaveLength(1);
  });

  it('ends when the refresh token is refused', async () => {
    serve({ [login]: { body: tokens('1') }, [refresh]: { status: 401, body: {} }, [overview]: { status: 401, body: {} } });
    const session = await signedIn();

    await expect(call('overview', {}, session)).rejects.toThrow(Problem);

    expect(session.state()).toEqual({ kind: 'signedOut', why: 'Your session has ended. Sign in again to go on.' });
    expect(stored()).toBeNull();
  });

  it('stays signed in on a 403', async () => {
    serve({ [login]: { body: tokens('1') }, [overview]: { status: 403, body: { code: 'forbidden', title: 'Not allowed', detail: 'no' } } });
    const session = await signedIn();

    await expect(call('overview', {}, session)).rejects.toMatchObject({ status: 403, code: 'forbidden' });

    expect(session.state().kind).toBe('signedIn');
  });

  it('stays signed in when the service cannot renew for the moment', async () => {
    serve({ [login]: { body: tokens('1') }, [refresh]: { status: 503, body: { code: 'store-unavailable' } }, [overview]: { status: 401, body: {} } });
    const session = await signedIn();

    await expect(call('overview', {}, session)).rejects.toMatchObject({ status: 503 });

    expect(session.state().kind).toBe('signedIn');
    expect(stored()).toBe('refresh-1');
  });

  it('comes back after a reload by its refresh token', async () => {
    sessionStorage.setItem('plumbline.refresh', 'refresh-1');
    serve({ [refresh]: { body: tokens('2') } });
    const session = new Session();
    expect(session.state().kind).toBe('restoring');

    await session.refresh();

    expect(session.state()).toMatchObject({ kind: 'signedIn', user: { username: 'ana' } });
  });

  it('ends at once on sign-out, and tells the service with the token that was', async () => {
    const calls = serve({ [login]: { body: tokens('1') }, 'POST /api/v1/auth/logout': { status: 204 } });
    const session = await signedIn();

    await session.signOut();

    expect(session.state().kind).toBe('signedOut');
    expect(stored()).toBeNull();
    expect(calls.at(-1)).toMatchObject({ path: '/api/v1/auth/logout', token: 'Bearer access-1' });
  });
});

describe('call', () => {
  it('fills the path and leaves out empty parameters', async () => {
    const calls = serve({ [login]: { body: tokens('1') }, 'GET /api/v1/models/a%2Fb/drift': { body: {} } });
    const session = await signedIn();

    await call('drift', { path: { model: 'a/b' }, query: { window: 'week', version: undefined } }, session);

    expect(calls.at(-1)?.path).toBe('/api/v1/models/a%2Fb/drift?window=week');
  });

  it('says that the service did not answer', async () => {
    serve({ [login]: { body: tokens('1') } });
    const session = await signedIn();
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')));

    await expect(call('overview', {}, session)).rejects.toMatchObject({ code: 'UNREACHABLE', status: 0 });
  });
});
