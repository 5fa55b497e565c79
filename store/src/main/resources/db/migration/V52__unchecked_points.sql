-- Owner: registry (tracking). Points are added only in a transaction that has read and locked their
-- run, and runs are never removed; checking each point again was a third of a batch.
alter table run_metric_point drop constraint run_metric_point_run_fkey;
alter table run_metric drop constraint run_metric_run_fkey;
