import { NavLink } from 'react-router';
import '../../parts/Tabs.css';

const pages = [
  ['/alerts', 'Alerts'],
  ['/incidents', 'Incidents'],
  ['/alerts/routes', 'Who is told'],
] as const;

export function AlertTabs() {
  return (
    <nav className="tabs" aria-label="Pages of alerts">
      {pages.map(([path, text]) => (
        <NavLink key={path} to={path} end>
          {text}
        </NavLink>
      ))}
    </nav>
  );
}
