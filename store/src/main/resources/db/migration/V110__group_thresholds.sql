-- Owner: deployment and monitoring. Whether a change asks for, and a version at its stage decides by,
-- another threshold for each group of people; and the threshold that decided an answer then. Null
-- where the one of the version held. Answers with a threshold are rows of prediction.
alter table change_request add column by_group boolean not null default false;
alter table deployment_ledger add column by_group boolean not null default false;

alter table prediction add column threshold double precision;

create or replace view logged_prediction as
select id, predicted_at, version_key, stage, entity, score, slots, detail, safeguard, tx, threshold
from prediction
union all
select id, predicted_at, version_key, stage, entity, score, slots, detail, safeguard, tx, null
from block_prediction;
