-- Owner: registry. Papers about models and versions; their bytes lie in the object store. Rows are
-- added and never changed: the newest of a kind is the one that holds.

create table document (
  id         uuid primary key,
  model      text not null references model (name),
  -- Absent where it holds for all versions.
  number     integer,
  kind       text not null,
  title      text not null,
  hash       text not null,
  bytes      bigint not null,
  media_type text not null,
  author     text not null,
  at         timestamptz not null
);

create index document_by_model on document (model, at desc, id);
