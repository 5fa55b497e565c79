import { Problem } from './problem';
import { routes, type Operations } from './schema';
import { session as theSession, type Session } from './session';

type Given<T> = { [K in 'path' | 'query' | 'body' as T extends Record<K, undefined> ? never : K]: K extends keyof T ? T[K] : never };

/** What a call of an operation needs: its path, query and body as far as the contract has them. */
export type Request<N extends keyof Operations> = Given<Operations[N]> & { signal?: AbortSignal | undefined };

interface Loose {
  path?: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
  signal?: AbortSignal;
}

/**
 * One call of the service, by the name the contract gives the operation. A 401 is answered by one refresh
 * and one repetition; when that fails the session ends. A 403 is only a refusal: it never signs anybody out.
 */
export async function call<N extends keyof Operations>(
  name: N,
  request: Request<N>,
  session: Session = theSession,
): Promise<Operations[N]['answer']> {
  const response = await answered(name, request as Loose, session);
  if (response.status === 204) return undefined as Operations[N]['answer'];
  return (await response.json()) as Operations[N]['answer'];
}

/** Saves an answer as a file, as a link would if it could carry the session. */
export async function download<N extends keyof Operations>(
  name: N,
  request: Request<N>,
  file: string,
  session: Session = theSession,
): Promise<void> {
  const response = await answered(name, request as Loose, session, '*/*');
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = file;
  link.click();
  URL.revokeObjectURL(address);
}

/** Sends a file as it lies, by the name the contract gives the operation. */
export async function upload<N extends keyof Operations>(
  name: N,
  request: Request<N>,
  file: Blob,
  session: Session = theSession,
): Promise<Operations[N]['answer']> {
  const response = await answered(name, { ...(request as Loose), body: file }, session);
  return (await response.json()) as Operations[N]['answer'];
}

async function answered(name: keyof Operations, request: Loose, session: Session, accept = 'application/json'): Promise<Response> {
  const [method, template] = routes[name];
  const { path = {}, query, body, signal } = request;
  const address = template.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(String(path[key]))) + search(query);
  const send = () => exchange(method, address, body, signal, session.accessToken, accept);

  if (!session.accessToken && !(await session.refresh())) throw ended();
  let response = await send();
  if (response.status === 401 && (await session.refresh())) {
    response = await send();
    if (response.status === 401) session.end('Your session has ended. Sign in again to go on.');
  }
  if (!response.ok) throw await Problem.of(response);
  return response;
}

const ended = () => new Problem(401, 'SESSION_ENDED', 'The session has ended', 'The session has ended. Sign in again to go on.');

async function exchange(
  method: string,
  address: string,
  body: unknown,
  signal: AbortSignal | undefined,
  accessToken: string | undefined,
  accept: string,
): Promise<Response> {
  const headers: Record<string, string> = { Accept: accept };
  if (accessToken) headers['Authorization'] = `Bearer ${accessToken}`;
  if (body !== undefined) headers['Content-Type'] = body instanceof Blob ? body.type : 'application/json';
  try {
    return await fetch(address, {
      method,
      headers,
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') throw thrown;
    throw Problem.unreachable(thrown);
  }
}

/** The query part of an address; what is empty or absent is left out. */
export function search(query: Record<string, unknown> = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}
