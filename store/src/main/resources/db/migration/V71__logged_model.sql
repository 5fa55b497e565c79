-- Owner: registry (tracking). A model that a run left is kept as a run of its own, out of the sight
-- of searches for runs.
alter table run add column is_model boolean not null default false;

create index run_of_models on run (experiment, started_at, number) where is_model;
