-- Owner: registry. What lists filter by, in their order.
create index model_by_owner on model (owner, name);
create index model_by_tier on model (tier, name);
create index model_by_task on model (task, name);
-- A search for what is common walks the names in order, without the rows.
create index model_by_name on model (name) include (search);

-- Each model has its summary from the start, so that models in no stage, or without a risk index, are
-- found by the indexes of the summary too.
insert into model_summary (model, updated_at)
select name, updated_at from model
on conflict do nothing;

create function add_model_summary() returns trigger language plpgsql as $$
begin
  insert into model_summary (model, updated_at) values (new.name, new.updated_at)
  on conflict do nothing;
  return null;
end
$$;

create trigger model_has_summary after insert on model
  for each row execute function add_model_summary();

-- Counts of the overview, from this index alone.
create index model_summary_counts on model_summary (stage, risk_band);
