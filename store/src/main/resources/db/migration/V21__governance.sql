-- Owner: governance. Evaluations are appended only.
create table evaluation (
  id         uuid primary key,
  model      text not null,
  version    integer not null,
  policy     text not null,
  verdict    text not null,
  reasons    text not null,
  risk_index double precision,
  facts      text not null,
  evaluated_by text not null,
  at         timestamptz not null,
  position   bigint generated always as identity
);

create index evaluation_by_version on evaluation (model, version, position desc);

-- The risk index of a version over time: one point a UTC day, the last of the day.
create table risk_point (
  model      text not null,
  version    integer not null,
  day        date not null,
  at         timestamptz not null,
  risk_index double precision not null,
  components text not null,
  primary key (model, version, day)
);
