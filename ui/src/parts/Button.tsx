import type { ButtonHTMLAttributes } from 'react';
import { Link, type LinkProps } from 'react-router';
import './Button.css';

type Kind = 'primary' | 'plain' | 'quiet' | 'danger';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: Kind;
  small?: boolean;
  busy?: boolean;
}

export function Button({ kind = 'plain', small = false, busy = false, className, disabled, children, ...rest }: Props) {
  return (
    <button
      type="button"
      className={`button button-${kind}${small ? ' button-small' : ''}${className ? ` ${className}` : ''}`}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {busy ? <span className="button-spinner" aria-hidden="true" /> : null}
      {children}
    </button>
  );
}

export function ButtonLink({ kind = 'plain', small = false, ...rest }: LinkProps & { kind?: Kind; small?: boolean }) {
  return <Link className={`button button-${kind}${small ? ' button-small' : ''}`} {...rest} />;
}
