-- Owner: registry (lineage). Events that others told us, so that each is taken once.
create table lineage_event (
  run_id      uuid not null,
  event_type  text not null,
  event_time  timestamptz not null,
  told_by     text not null,
  received_at timestamptz not null,
  primary key (run_id, event_type, event_time)
);
