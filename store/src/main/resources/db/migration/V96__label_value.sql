-- Owner: monitoring.

-- Numbers of the business that are told of an answer, beside what truly happened; the newest value
-- of a name holds.
create table label_value (
  prediction_id uuid not null,
  name          text not null,
  version_key   integer not null references watched_version,
  predicted_at  timestamptz not null,
  value         double precision not null,
  observed_at   timestamptz not null,
  received_at   timestamptz not null,
  primary key (prediction_id, name)
);

create index label_value_by_time on label_value (version_key, name, predicted_at);
