-- A training that is due and waits for what it is to learn from; all null while none does.
alter table challenger_plan
  add column waits_since timestamptz,
  add column waits_cause text,
  add column waits_lacking text,
  add column waits_looked_at timestamptz;
