-- Owner: registry. What people say of models and versions; the versions themselves never change.
alter table model
  add column limits   text not null default '',
  add column tier     text not null default 'UNRATED',
  add column revision bigint not null default 1;

-- Number 0 stands for the model as a whole.
create table registry_tag (
  model  text not null references model,
  number integer not null,
  key    text not null,
  value  text not null,
  primary key (model, number, key)
);

create index registry_tag_by_value on registry_tag (key, left(value, 200), model, number);

create table model_alias (
  model  text not null,
  alias  text not null,
  number integer not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (model, alias),
  foreign key (model, number) references model_version
);

create index model_alias_by_version on model_alias (model, number);

create table sunset (
  model        text not null references model,
  number       integer not null,
  ends_at      timestamptz not null,
  reason       text not null,
  successor    integer,
  announced_by text not null,
  announced_at timestamptz not null,
  primary key (model, number)
);

-- The ledger in both times: when a row held, and when each end of it was written down.
alter table deployment_ledger add column closed_at timestamptz;
update deployment_ledger set closed_at = greatest(recorded_at, effective_until)
  where effective_until is not null;
create index deployment_by_time on deployment_ledger (model, effective_from desc);
