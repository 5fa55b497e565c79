-- Owner: monitoring.

-- The alerts of a model that belong together.
create table incident (
  id              uuid primary key,
  model           text not null,
  title           text not null,
  severity        text not null,
  state           text not null,
  opened_at       timestamptz not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  comment         text,
  resolved_at     timestamptz
);

create unique index incident_one_per_model on incident (model) where state <> 'resolved';
create index incident_newest on incident (opened_at desc, id desc);
create index incident_by_model on incident (model, opened_at desc, id desc);

create table incident_entry (
  id       bigint generated always as identity primary key,
  incident uuid not null references incident,
  at       timestamptz not null,
  kind     text not null,
  actor    text not null,
  detail   text not null
);

create index incident_entry_in_order on incident_entry (incident, id);

alter table alert add column incident uuid references incident;
create index alert_by_incident on alert (incident, opened_at, id) where incident is not null;

-- What the latest windows of a version showed of a cause that was found in one of them; an empty
-- column_name is the version as a whole.
create table alert_evidence (
  version_key integer not null references watched_version,
  kind        text not null,
  column_name text not null,
  ends        timestamptz[] not null,
  bad         boolean[] not null,
  primary key (version_key, kind, column_name)
);

-- Ways out for alerts. secret: sealed by the key of the data directory.
create table alert_route (
  name        text primary key,
  form        text not null,
  address     text not null,
  model       text,
  kinds       text[] not null,
  column_name text,
  severity    text not null,
  after       bigint not null,
  enabled     boolean not null,
  secret      bytea
);

create table silence (
  id          uuid primary key,
  model       text,
  kinds       text[] not null,
  column_name text,
  severity    text not null,
  begins_at   timestamptz not null,
  ends_at     timestamptz not null,
  reason      text not null,
  made_by     text not null
);

create index silence_by_end on silence (ends_at);

-- The outbox of alerts: one row for a receiver, an alert and what has become of it (key: the event,
-- and the severity where an alert may be raised again). A delivered one stays as history.
create table notice (
  position     bigint generated always as identity primary key,
  id           uuid not null unique,
  route        text not null,
  alert        uuid not null references alert,
  event        text not null,
  severity     text not null,
  body         text not null,
  incident     uuid,
  state        text not null,
  written_at   timestamptz not null,
  next_at      timestamptz,
  attempts     integer not null default 0,
  delivered_at timestamptz,
  failure      text,
  ended        boolean not null default false,
  key          text not null,
  unique (alert, route, key)
);

create index notice_due on notice (route, next_at, position) where state = 'waiting';
create index notice_newest on notice (position desc) include (state, route);
-- ended: of an 'opened' one, whether its receiver was told of the end too.
create index notice_unended on notice (alert) where event = 'opened' and not ended;
