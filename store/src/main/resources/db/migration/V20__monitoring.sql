-- Owner: monitoring.

-- A short key for each version that ever answered: the log repeats it in every row.
create table watched_version (
  key     integer generated always as identity primary key,
  model   text not null,
  version integer not null,
  unique (model, version)
);

-- What was answered. One partition a day; retention drops partitions.
-- slots: big-endian doubles in contract order. detail: unknown categories and reasons, packed.
-- tx: the writing transaction; those below the oldest running one are complete, which is how the
-- windows are fed exactly once.
create table prediction (
  id           uuid not null,
  predicted_at timestamptz not null,
  version_key  integer not null,
  stage        smallint,
  entity       text,
  score        double precision not null,
  slots        bytea not null,
  detail       bytea,
  tx           xid8 not null default pg_current_xact_id(),
  primary key (id, predicted_at)
) partition by range (predicted_at);

create index prediction_by_tx on prediction (tx);
create index prediction_by_entity on prediction (version_key, entity, predicted_at desc)
  where entity is not null;

-- What truly happened, one per prediction; score repeats the log, so that performance reads one
-- table.
create table label (
  prediction_id uuid primary key,
  version_key   integer not null references watched_version,
  predicted_at  timestamptz not null,
  score         double precision not null,
  value         double precision not null,
  observed_at   timestamptz not null,
  received_at   timestamptz not null
);

create index label_by_time on label (version_key, predicted_at);

-- The values that were corrected later.
create table label_before (
  prediction_id uuid not null,
  replaced_at   timestamptz not null,
  value         double precision not null,
  observed_at   timestamptz not null,
  received_at   timestamptz not null,
  primary key (prediction_id, replaced_at)
);

-- Rows of transactions below tx have been fed to the windows.
create table window_watermark (
  one boolean primary key default true check (one),
  tx  xid8 not null
);

insert into window_watermark (tx) values ('0');

-- The profile of one version's answers of one UTC day.
create table window_profile (
  version_key integer not null references watched_version,
  day         date not null,
  rows        bigint not null,
  profile     bytea not null,
  stale       boolean not null,
  primary key (version_key, day)
);

create index window_profile_stale on window_profile (version_key, day) where stale;
create index window_profile_by_day on window_profile (day, version_key) include (rows);

-- Answers per UTC day over all models, for the overview.
create table traffic_day (
  day         date primary key,
  predictions bigint not null
);

-- A window that was compared with the reference: kind is day or week, start its first day.
create table drift_window (
  version_key integer not null references watched_version,
  kind        text not null,
  start       date not null,
  rows        bigint not null,
  primary key (version_key, kind, start)
);

create table drift_column (
  version_key            integer not null,
  kind                   text not null,
  start                  date not null,
  position               integer not null,
  column_name            text not null,
  column_kind            text not null,
  psi                    double precision,
  ks                     double precision,
  ks_p_value             double precision,
  jensen_shannon         double precision,
  wasserstein            double precision,
  chi_square             double precision,
  chi_square_p_value     double precision,
  reference_missing_rate double precision,
  current_missing_rate   double precision,
  effect                 double precision,
  p_value                double precision,
  adjusted_p_value       double precision,
  verdict                text not null,
  recommendation         text not null,
  primary key (version_key, kind, start, position),
  foreign key (version_key, kind, start) references drift_window on delete cascade
);

-- Metrics of the answers of one ISO week, as labels mature.
create table performance_window (
  version_key   integer not null references watched_version,
  start         date not null,
  stale         boolean not null,
  predictions   bigint not null default 0,
  labelled      bigint not null default 0,
  mean_score    double precision,
  observed_rate double precision,
  metrics       text not null default '{}',
  primary key (version_key, start)
);

create index performance_window_stale on performance_window (version_key, start) where stale;

-- How far the alerts of a version have looked.
create table alert_watch (
  version_key integer primary key references watched_version,
  looked_at   date not null
);

create table alert (
  id              uuid primary key,
  model           text not null,
  version         integer not null,
  kind            text not null,
  column_name     text,
  severity        text not null,
  state           text not null,
  title           text not null,
  detail          text not null,
  opened_at       timestamptz not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  comment         text,
  resolved_at     timestamptz
);

create unique index alert_one_per_cause on alert (model, kind, coalesce(column_name, ''))
  where state <> 'resolved';
create index alert_newest on alert (opened_at desc, id desc);
create index alert_by_model on alert (model, opened_at desc, id desc);

create table timeline_entry (
  id      bigint generated always as identity primary key,
  model   text not null,
  at      timestamptz not null,
  kind    text not null,
  version integer,
  actor   text not null,
  detail  text not null
);

create index timeline_by_model on timeline_entry (model, at desc, id desc);

-- One row a model, so that lists and the overview never join the history.
create table model_summary (
  model           text primary key,
  stage           text,
  serving_version integer,
  serving_since   timestamptz,
  killed          boolean not null default false,
  risk_index      double precision,
  risk_band       text,
  risk_version    integer,
  open_alerts     integer not null default 0,
  predictions_7d  bigint not null default 0,
  updated_at      timestamptz not null
);

create index model_summary_by_risk on model_summary (risk_band, model);
create index model_summary_by_stage on model_summary (stage, model);
