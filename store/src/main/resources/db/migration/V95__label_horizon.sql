-- Owner: monitoring.

-- How long after an answer its label counts as complete; the newest row of a model holds.
create table label_horizon (
  position bigint generated always as identity primary key,
  model    text not null,
  days     integer not null check (days between 0 and 3650),
  set_by   text not null,
  set_at   timestamptz not null,
  reason   text not null
);

create index label_horizon_by_model on label_horizon (model, position desc);

-- Answers before this day were mature when the week was measured; null when all were.
alter table performance_window add column mature_until date;
create index performance_window_maturing on performance_window (start, version_key)
  where mature_until is not null;
