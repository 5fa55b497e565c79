-- Owner: deployment (batch). The canary that answers for a share of a file's entities, as it stood at
-- the submission, and whether the answers go into the prediction log.
alter table batch_job add column canary integer;
alter table batch_job add column canary_percent integer;
alter table batch_job add column canary_salt bigint;
alter table batch_job add column logged boolean not null default false;
