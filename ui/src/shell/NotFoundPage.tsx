import { Empty } from '../parts/States';
import { ButtonLink } from '../parts/Button';
import { usePageTitle } from '../parts/usePageTitle';

export function NotFoundPage() {
  usePageTitle('No such page');
  return (
    <>
      <h1 className="visually-hidden">No such page</h1>
      <Empty title="There is no page at this address">
      <p>It may have been mistyped, or it belongs to another version of Plumbline.</p>
      <ButtonLink to="/">Go to the overview</ButtonLink>
      </Empty>
    </>
  );
}
