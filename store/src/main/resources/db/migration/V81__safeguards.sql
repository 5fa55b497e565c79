-- Owner: deployment. Each row is one whole configuration; the latest holds.
create table safeguards (
  model      text not null,
  revision   integer not null,
  settings   text not null,
  set_by     text not null,
  set_at     timestamptz not null,
  reason     text not null,
  primary key (model, revision)
);

-- What a safeguard did to an answer: action times 16 and cause; absent for most rows.
alter table prediction add column safeguard smallint;
create index prediction_by_safeguard on prediction (version_key, predicted_at)
  where safeguard is not null;
