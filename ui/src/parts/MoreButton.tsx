import { Button } from './Button';
import './MoreButton.css';

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** The next page of a keyset-paged list. */
export function MoreButton({ query, shown, total }: { query: Pages; shown: number; total?: number | null | undefined }) {
  return (
    <div className="more row">
      {query.hasNextPage ? (
        <Button small busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Load more
        </Button>
      ) : null}
      <span className="muted" role="status">
        {total != null ? `${shown.toLocaleString('en')} of ${total.toLocaleString('en')}` : `${shown.toLocaleString('en')} shown`}
      </span>
    </div>
  );
}
