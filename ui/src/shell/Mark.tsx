/** The product's mark: a plumb line. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="mark">
      <rect width="32" height="32" rx="7" fill="#0b5f66" />
      <path d="M8 7h16" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
      <path d="M16 7v9" stroke="#fff" strokeWidth="1.8" />
      <path d="M11.6 15.5h8.8l-1.6 6.4L16 27l-2.8-5.1z" fill="#fff" />
    </svg>
  );
}
