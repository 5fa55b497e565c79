-- Owner: deployment. The newest features of each entity, so that a request need only name it.

create table feature_snapshot (
  id           uuid primary key,
  model        text not null references model (name),
  columns      text[] not null,
  as_of        timestamptz not null,
  rows         bigint not null,
  taken        bigint not null,
  published_by text not null,
  published_at timestamptz not null
);

create index feature_snapshot_by_model on feature_snapshot (model, published_at desc);

-- One row for each entity: a later time replaces it. Its snapshot is written at the end of the same
-- transaction and never removed, so that no foreign key has to be checked for each of many rows.
create table feature_row (
  model    text not null references model (name),
  entity   text not null,
  as_of    timestamptz not null,
  snapshot uuid not null,
  fields   text[] not null,
  primary key (model, entity)
);
