import { useEffect, useRef, useState, type RefObject } from 'react';

/** Rows drawn beyond the window on each side, so that quick scrolling and find-in-page meet some. */
const beyond = 30;

interface Visible {
  frame: RefObject<HTMLDivElement | null>;
  first: number;
  end: number;
}

/** Which rows of one height stand in the browser's window; a short list is drawn whole. */
export function useVisibleRows(amount: number, rowHeight: number): Visible {
  const frame = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const [size, setSize] = useState(4 * beyond);

  useEffect(() => {
    const measure = () => {
      const top = frame.current?.getBoundingClientRect().top ?? 0;
      const hidden = Math.max(0, Math.floor(-top / rowHeight) - beyond);
      setFirst(hidden - (hidden % 10));
      setSize(Math.ceil(window.innerHeight / rowHeight) + 2 * beyond + 10);
    };
    measure();
    window.addEventListener('scroll', measure, { passive: true });
    window.addEventListener('resize', measure);
    return () => {
      window.removeEventListener('scroll', measure);
      window.removeEventListener('resize', measure);
    };
  }, [rowHeight]);

  const start = Math.min(first, Math.max(0, amount - size));
  return { frame, first: start, end: Math.min(amount, start + size) };
}
