import { useEffect, useRef, useState } from 'react';
import { asProblem, type Problem } from '../../api/problem';
import { session } from '../../api/session';
import { plural } from '../../format/number';
import { Button } from '../../parts/Button';
import { Field, Input } from '../../parts/Field';
import { usePageTitle } from '../../parts/usePageTitle';
import { Mark } from '../../shell/Mark';
import './SignInPage.css';

export function SignInPage({ why }: { why?: string | undefined }) {
  usePageTitle('Sign in');
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(false);
  const [wait, setWait] = useState(0);
  const passwordField = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  async function submit() {
    setBusy(true);
    setProblem(undefined);
    try {
      await session.signIn(username.trim(), password);
    } catch (thrown) {
      const refused = asProblem(thrown);
      setProblem(refused);
      setWait(refused.status === 429 ? (refused.retryAfterSeconds ?? 0) : 0);
      setPassword('');
      setBusy(false);
      passwordField.current?.focus();
    }
  }

  return (
    <main className="signin">
      <form
        className="signin-card stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className="signin-brand">
          <Mark size={40} />
          <div>
            <h1>Plumbline</h1>
            <p className="muted">Keeps predictive models true.</p>
          </div>
        </div>
        {problem ? <Refusal problem={problem} wait={wait} /> : why ? <p className="signin-note">{why}</p> : null}
        <Field label="Username">
          {(control) => (
            <Input
              {...control}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              required
              value={username}
              onChange={(event) => setUsername(event.target.value)}
            />
          )}
        </Field>
        <Field label="Password">
          {(control) => (
            <input
              className="control"
              {...control}
              ref={passwordField}
              name="password"
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button kind="primary" type="submit" busy={busy} disabled={wait > 0}>
          {wait > 0 ? `Wait ${plural(wait, 'second')}` : 'Sign in'}
        </Button>
        <p className="signin-help">
          First start? The administrator is <code>admin</code>; <code>./plumbline demo</code> prints the password once and keeps it in{' '}
          <code>admin-password</code> in the data directory.
        </p>
      </form>
    </main>
  );
}

function Refusal({ problem, wait }: { problem: Problem; wait: number }) {
  return (
    <div className="signin-refusal" role="alert">
      <p>
        <b>{problem.title}</b>
      </p>
      <p>{problem.message}</p>
      {problem.status === 429 && wait > 0 ? <p>The form opens again by itself.</p> : null}
      <p className="signin-code">
        Code <code>{problem.code}</code>
        {problem.requestId ? (
          <>
            {' '}
            · Request <code>{problem.requestId}</code>
          </>
        ) : null}
      </p>
    </div>
  );
}
