-- Owner: governance (contest) and deployment (challenger). Rows of contest are never changed.
create table contest (
  id         uuid primary key,
  model      text not null,
  champion   integer not null,
  challenger integer not null,
  at         timestamptz not null,
  won        boolean not null,
  body       text not null
);

create index contest_by_model on contest (model, at desc);
create index contest_by_pair on contest (model, challenger, champion, at desc);

-- When a model is compared and trained again by itself.
create table challenger_plan (
  model        text primary key,
  plan         text not null,
  set_by       text not null,
  set_at       timestamptz not null,
  reason       text not null,
  compared_at  timestamptz,
  retrained_at timestamptz,
  outcome      text,
  outcome_at   timestamptz
);
