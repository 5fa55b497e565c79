-- Owner: monitoring. What was answered to requests that bear an idempotency key, for a day.
create table keyed_answer (
  model       text not null,
  caller      text not null,
  key         text not null,
  request     bytea not null,
  answer      bytea not null,
  answered_at timestamptz not null,
  primary key (model, caller, key)
);

create index keyed_answer_by_time on keyed_answer (answered_at);
