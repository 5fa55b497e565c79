-- Owner: deployment (overview). What the figures of all models need of each, kept as it changes.
alter table model_summary
  add column verdict   text,
  add column judged_at timestamptz,
  add column disparity double precision;

update model_summary s set verdict = e.verdict, judged_at = e.at
from (select distinct on (model) model, verdict, at from evaluation
      order by model, position desc) e
where e.model = s.model;

-- The figures of all scored models, once a UTC day.
create table executive_day (
  day          date primary key,
  models       bigint not null,
  average_risk double precision not null,
  max_risk     double precision not null,
  min_risk     double precision not null,
  disparity    double precision,
  compliance   double precision
);

create index change_request_by_opening on change_request (created_at);
create index change_request_by_closing on change_request (closed_at) where closed_at is not null;
