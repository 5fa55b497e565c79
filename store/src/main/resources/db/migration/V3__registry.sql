-- Owner: registry. Lists read model beside model_summary, which deployment and monitoring keep.
create extension if not exists pg_trgm;

create table model (
  name           text primary key,
  task           text not null,
  label          text not null,
  positive       text,
  description    text not null,
  owner          text not null,
  intended_use   text not null,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  -- What lists show of the latest version; written together with it.
  versions       integer not null default 0,
  latest_version integer,
  metric_name    text,
  metric_value   double precision,
  metric_low     double precision,
  metric_high    double precision,
  search         text generated always as
                   (lower(name || ' ' || description || ' ' || owner)) stored
);

create index model_by_search on model using gin (search gin_trgm_ops);

create table model_version (
  model          text not null references model,
  number         integer not null check (number >= 1),
  created_at     timestamptz not null,
  author         text not null,
  task           text not null,
  learner        text not null,
  primary_metric text not null,
  metrics        text not null,
  manifest       text not null,
  content_hash   text not null,
  primary key (model, number),
  unique (model, content_hash)
);
