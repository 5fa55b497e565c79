-- Owner: monitoring. Answers of one large request by one version, kept as one row: an insert into
-- each index for all of them. They have no detail and no safeguard; those that do are rows of
-- prediction. The ids ascend and share their first half; slots holds width bytes for each answer,
-- big-endian doubles in contract order, and can be read in parts since it is not compressed.
create table prediction_block (
  first_id     uuid not null,
  predicted_at timestamptz not null,
  version_key  integer not null,
  stage        smallint,
  rows         integer not null,
  ids          uuid[] not null,
  entities     text[],
  scores       double precision[] not null,
  width        integer not null,
  slots        bytea not null,
  tx           xid8 not null default pg_current_xact_id(),
  primary key (first_id, predicted_at)
) partition by range (predicted_at);

alter table prediction_block
  alter column ids set storage external,
  alter column entities set storage external,
  alter column scores set storage external,
  alter column slots set storage external;

create index prediction_block_by_tx on prediction_block (tx);
create index prediction_block_by_time on prediction_block (version_key, predicted_at);
create index prediction_block_by_entity on prediction_block using gin (entities)
  where entities is not null;

-- No id of a block is below this when the one given is in it; first_id lies between the two.
create function block_floor(id uuid) returns uuid
  language sql immutable parallel safe
  return (left(id::text, 19) || '0000-000000000000')::uuid;

-- The answers in blocks, each as a row of prediction.
create view block_prediction as
select u.id, b.predicted_at, b.version_key, b.stage, u.entity, u.score,
  substring(b.slots from ((u.place - 1) * b.width + 1)::integer for b.width) as slots,
  null::bytea as detail, null::smallint as safeguard, b.tx, b.first_id, b.entities
from prediction_block b
cross join lateral unnest(b.ids, b.entities, b.scores)
  with ordinality as u(id, entity, score, place);

-- All answers, in whichever form they are kept.
create view logged_prediction as
select id, predicted_at, version_key, stage, entity, score, slots, detail, safeguard, tx
from prediction
union all
select id, predicted_at, version_key, stage, entity, score, slots, detail, safeguard, tx
from block_prediction;

-- Blocks of transactions below block_tx have been fed to the windows.
alter table window_watermark add column block_tx xid8 not null default '0';
