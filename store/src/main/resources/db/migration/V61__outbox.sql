-- Owner: registry (lineage). Events that wait to be delivered; a delivered one is deleted.
create table outbox (
  position   bigint generated always as identity primary key,
  body       text not null,
  written_at timestamptz not null,
  next_at    timestamptz not null,
  attempts   integer not null default 0,
  failure    text
);

create index outbox_due on outbox (next_at, position);
