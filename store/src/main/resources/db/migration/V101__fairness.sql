-- Owner: monitoring.

-- To which groups of people an entity belongs: told only to watch fairness, kept apart from inputs
-- and log, and never answered by entity.
create table group_membership (
  model     text not null,
  entity    text not null,
  attribute text not null,
  value     text not null,
  told_by   text not null,
  told_at   timestamptz not null,
  primary key (model, entity, attribute)
);

-- How groups fared in a week whose labels are mature; groups too small to show are not in it.
create table fairness_window (
  version_key integer not null references watched_version,
  start       date not null,
  labelled    bigint not null,
  known       bigint not null,
  reports     text not null,
  primary key (version_key, start)
);
