import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import type { User } from '../api/types';
import { asProblem } from '../api/problem';
import { session } from '../api/session';
import { useOverview } from '../api/accountQueries';
import { plain } from '../format/words';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { Icon, type IconName } from '../parts/Icon';
import { Time } from '../parts/Time';
import { nextTheme, setTheme, useTheme } from '../theme/theme';
import { ErrorBoundary } from './ErrorBoundary';
import { LiveAlerts } from './LiveAlerts';
import { Mark } from './Mark';
import { useShortcuts, type Shortcut } from './shortcuts';
import './Shell.css';

interface Place {
  to: string;
  name: string;
  icon: IconName;
  key: string;
}

const places: Place[] = [
  { to: '/', name: 'Overview', icon: 'overview', key: 'o' },
  { to: '/executive', name: 'Executive', icon: 'flag', key: 'x' },
  { to: '/models', name: 'Models', icon: 'models', key: 'm' },
  { to: '/experiments', name: 'Experiments', icon: 'experiments', key: 'e' },
  { to: '/approvals', name: 'Approvals', icon: 'approvals', key: 'p' },
  { to: '/policies', name: 'Policies', icon: 'policies', key: 'l' },
  { to: '/alerts', name: 'Alerts', icon: 'alerts', key: 'a' },
  { to: '/audit', name: 'Audit', icon: 'audit', key: 'u' },
];

export function Shell({ user, children }: { user: User; children: ReactNode }) {
  const [helping, setHelping] = useState(false);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const theme = useTheme();
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);

  // A new page takes the focus, so that a keyboard or a screen reader goes on from its beginning.
  useEffect(() => {
    const place = (path: string) => path.split('/').slice(0, 3).join('/');
    if (place(before.current) !== place(pathname)) {
      main.current?.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    before.current = pathname;
  }, [pathname]);

  const shortcuts: Shortcut[] = [
    { keys: '/', does: 'Search models', run: () => focusSearch() || void navigate('/models', { state: { focus: 'search' } }) },
    ...places.map((place) => ({ keys: `g ${place.key}`, does: `Go to ${place.name}`, run: () => void navigate(place.to) })),
    { keys: 't', does: 'Switch theme: system, light, dark', run: () => setTheme(nextTheme(theme)) },
    { keys: '?', does: 'Show these shortcuts', run: () => setHelping(true) },
  ];
  useShortcuts(shortcuts);

  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={() => main.current?.focus()}>
        Skip to the page
      </a>
      <header className="side">
        <div className="side-inside">
        <Link to="/" className="brand">
          <Mark />
          <span>Plumbline</span>
        </Link>
        <nav aria-label="Pages" className="side-nav">
          {places.map((place) => (
            <NavLink key={place.to} to={place.to} end={place.to === '/'} title={`${place.name} (g ${place.key})`}>
              <Icon name={place.icon} />
              <span>{place.name}</span>
              <Waiting place={place.to} />
            </NavLink>
          ))}
        </nav>
        <div className="side-foot">
          <div className="side-user">
            <b>{user.displayName || user.username}</b>
            <span>{user.roles.map(plain).join(', ')}</span>
          </div>
          <div className="side-tools">
            <button type="button" onClick={() => setTheme(nextTheme(theme))} title={`Theme: ${theme}. Switch to ${nextTheme(theme)} (t)`}>
              <Icon name={theme === 'light' ? 'sun' : theme === 'dark' ? 'moon' : 'system'} />
              <span className="visually-hidden">
                Theme: {theme}. Switch to {nextTheme(theme)}
              </span>
            </button>
            <button type="button" onClick={() => setHelping(true)} title="Keyboard shortcuts (?)">
              <Icon name="help" />
              <span className="visually-hidden">Keyboard shortcuts</span>
            </button>
            <button type="button" onClick={() => void session.signOut()} title="Sign out">
              <Icon name="out" />
              <span className="visually-hidden">Sign out</span>
            </button>
          </div>
        </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <Away />
        <LiveAlerts />
        <ErrorBoundary place={pathname}>{children}</ErrorBoundary>
      </main>
      {helping ? <Help shortcuts={shortcuts} close={() => setHelping(false)} /> : null}
    </div>
  );
}

/** Says when the regular look at the service fails: what stands on the page may then be old. */
function Away() {
  const { error, data, dataUpdatedAt, refetch, isFetching } = useOverview();
  if (!error || !data) return null;
  return (
    <div className="away" role="status">
      <span>
        <b>{asProblem(error).title}.</b> What you see is from <Time at={new Date(dataUpdatedAt).toISOString()} /> and may be old.
      </span>
      <Button small busy={isFetching} onClick={() => void refetch()}>
        Try again
      </Button>
    </div>
  );
}

/** How much waits at a place, as the overview counts it. */
function Waiting({ place }: { place: string }) {
  const { data } = useOverview();
  const approvals = data?.attention.filter((item) => item.kind === 'approval').length ?? 0;
  const amount = place === '/approvals' ? approvals : place === '/alerts' ? (data?.alerts.open ?? 0) : 0;
  if (amount === 0) return null;
  return (
    <span className="side-count">
      {amount > 99 ? '99+' : amount}
      <span className="visually-hidden"> waiting</span>
    </span>
  );
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('input[type="search"]');
  field?.focus();
  field?.select();
  return field !== null;
}

function Help({ shortcuts, close }: { shortcuts: Shortcut[]; close: () => void }) {
  return (
    <Dialog title="Keyboard shortcuts" onClose={close}>
      <dl className="shortcuts">
        {shortcuts.map((shortcut) => (
          <div key={shortcut.keys}>
            <dt>
              {shortcut.keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{shortcut.does}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>←</kbd>
            <kbd>↑</kbd>
            <kbd>↓</kbd>
            <kbd>→</kbd>
          </dt>
          <dd>Move in the drift strip; Enter opens a cell</dd>
        </div>
      </dl>
    </Dialog>
  );
}
