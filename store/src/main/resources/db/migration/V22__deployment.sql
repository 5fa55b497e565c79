-- Owner: deployment.
create table change_request (
  id                 uuid primary key,
  model              text not null,
  version            integer not null,
  stage              text not null,
  author             text not null,
  reason             text not null,
  verdict            text not null,
  rollback           boolean not null,
  required_approvals integer not null,
  state              text not null,
  refusals           text not null,
  created_at         timestamptz not null,
  closed_at          timestamptz,
  position           bigint generated always as identity unique
);

create unique index change_request_one_open on change_request (model, version, stage)
  where state = 'open';
create index change_request_by_state on change_request (state, position desc);
create index change_request_by_model on change_request (model, position desc);

create table change_request_vote (
  request  uuid not null references change_request,
  position integer not null,
  voter    text not null,
  ballot   text not null,
  comment  text not null,
  at       timestamptz not null,
  primary key (request, position),
  unique (request, voter)
);

-- What served when. A row is closed once by setting effective_until, never edited otherwise.
create table deployment_ledger (
  position        bigint generated always as identity primary key,
  model           text not null,
  version         integer not null,
  stage           text not null,
  effective_from  timestamptz not null,
  effective_until timestamptz,
  recorded_at     timestamptz not null,
  deployed_by     text not null,
  change_request  uuid references change_request,
  reason          text not null
);

create unique index deployment_one_stage_per_version on deployment_ledger (model, version)
  where effective_until is null;
create unique index deployment_one_version_per_stage on deployment_ledger (model, stage)
  where effective_until is null and stage <> 'RETIRED';
create index deployment_by_model on deployment_ledger (model, position desc);

create table kill_switch (
  position   bigint generated always as identity primary key,
  model      text not null,
  turned_on  boolean not null,
  reason     text not null,
  turned_by  text not null,
  at         timestamptz not null
);

create index kill_switch_by_model on kill_switch (model, position desc);

-- Counts changes of what serves: whoever holds routes reads this one row to know that they moved.
create table route_revision (
  one      boolean primary key default true check (one),
  revision bigint not null
);

insert into route_revision (revision) values (0);
