-- Owner: monitoring.

-- What is watched of a model, revision by revision; without any the standard holds.
create table monitor_plan (
  model    text not null,
  revision integer not null,
  plan     text not null,
  set_by   text not null,
  set_at   timestamptz not null,
  reason   text not null,
  primary key (model, revision)
);

-- What the latest look at a version has found, of each kind; an empty column_name is the version as
-- a whole.
create table monitor_finding (
  version_key integer not null references watched_version,
  kind        text not null,
  column_name text not null,
  severity    text not null,
  title       text not null,
  detail      text not null,
  effect      double precision,
  importance  double precision not null,
  window_end  timestamptz not null,
  primary key (version_key, kind, column_name)
);
