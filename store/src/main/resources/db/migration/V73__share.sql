-- Owner: deployment. How many percent of the entities a version answered for in the span.
alter table deployment_ledger add column share smallint not null default 0
  check (share between 0 and 100);
update deployment_ledger set share = 100 where stage = 'PRODUCTION';
