import { useEffect, useRef } from 'react';

/** What a key, or two keys one after the other, does. */
export interface Shortcut {
  keys: string;
  does: string;
  run: () => void;
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

/** Listens for shortcuts; keys typed into a field, with a modifier or inside a dialog are left alone. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    let first = '';
    let firstAt = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (typing(event.target) || document.querySelector('dialog[open]')) return;
      const pair = event.timeStamp - firstAt < 1200 ? `${first} ${event.key}` : event.key;
      const match = latest.current.find((one) => one.keys === pair) ?? latest.current.find((one) => one.keys === event.key);
      first = match ? '' : event.key;
      firstAt = event.timeStamp;
      if (!match) return;
      event.preventDefault();
      match.run();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
