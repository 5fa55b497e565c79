-- Owner: registry (tracking). The latest point of each metric on each data set that it names, beside
-- run_metric, which has the latest on whichever. Only few points name one.
create table run_metric_on (
  run     bigint not null,
  key     text collate "C" not null,
  dataset text collate "C" not null,
  digest  text collate "C" not null,
  value   double precision not null,
  low     double precision,
  high    double precision,
  step    bigint not null,
  at      timestamptz not null,
  primary key (run, key, dataset, digest)
);

create index run_metric_on_dataset on run_metric_on (dataset, key, run);
