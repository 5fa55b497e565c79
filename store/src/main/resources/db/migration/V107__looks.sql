-- Owner: monitoring. When a version was looked at, and whether new answers wait for the next look that
-- its plan allows.
alter table alert_watch
  add column looked_time timestamptz,
  add column postponed boolean not null default false;

create index alert_watch_postponed on alert_watch (version_key) where postponed;
