-- Owner: deployment. Which model each of the last revisions of what serves is about, so that whoever
-- holds routes reads only what has changed; no model where everything may have.
create table route_change (
  revision bigint primary key,
  model    text
);
