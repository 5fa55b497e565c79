-- Owner: deployment.

-- How a canary is to grow, as its approvers have seen it; null is the standard plan.
alter table change_request add column plan text;

-- A challenger that answers for a growing share; id is the change request that began it.
create table canary (
  id         uuid primary key references change_request,
  model      text not null,
  version    integer not null,
  plan       text not null,
  state      text not null,
  step       integer not null,
  since      timestamptz not null,
  steered_by text,
  reason     text,
  steered_at timestamptz,
  position   bigint generated always as identity unique
);

create unique index canary_one_active on canary (model) where state in ('running', 'paused');
create index canary_by_model on canary (model, position desc);

-- What was seen of a challenger beside a champion in an hour; rows of all instances merge.
-- deployment: the ledger row, that is one step of a canary or a shadow. Profiles: score, time,
-- difference.
create table comparison_hour (
  deployment    bigint not null references deployment_ledger,
  champion      integer not null,
  hour          timestamptz not null,
  errors        bigint not null,
  disagreements bigint not null,
  skipped       bigint not null,
  champion_profile   bytea not null,
  challenger_profile bytea not null,
  primary key (deployment, champion, hour)
);
