-- Owner: registry (lineage). What came of what: nodes are never edited, edges never removed.
create table lineage_node (
  kind   text not null,
  id     text not null,
  name   text not null,
  at     timestamptz not null,
  model  text,
  number integer,
  facts  text not null,
  primary key (kind, id)
);

-- The same bytes may bear several names.
create table lineage_name (
  kind text not null,
  name text not null,
  id   text not null,
  primary key (kind, name, id)
);

create table lineage_edge (
  from_kind text not null,
  from_id   text not null,
  to_kind   text not null,
  to_id     text not null,
  primary key (from_kind, from_id, to_kind, to_id)
);

create index lineage_edge_back on lineage_edge (to_kind, to_id, from_kind, from_id);

-- What a version reads, by name.
create table lineage_column (
  model  text not null,
  number integer not null,
  name   text not null,
  type   text not null,
  role   text not null,
  primary key (model, number, name)
);

create index lineage_column_by_name on lineage_column (name, model, number);

-- Versions and deployments that exist. Sources, runs and columns stand in the objects of a version:
-- the server reads them once after this migration.
insert into lineage_node (kind, id, name, at, model, number, facts)
select 'VERSION', model || ':' || number, model || ' v' || number, created_at, model, number, '{}'
from model_version;

insert into lineage_node (kind, id, name, at, model, number, facts)
select 'DEPLOYMENT', position::text, lower(stage), effective_from, model, version, '{}'
from deployment_ledger where stage <> 'RETIRED';

insert into lineage_node (kind, id, name, at, model, number, facts)
select 'PREDICTIONS', model || ':' || version, 'predictions', min(effective_from), model, version,
  '{}'
from deployment_ledger where stage <> 'RETIRED' group by model, version;

insert into lineage_edge (from_kind, from_id, to_kind, to_id)
select 'VERSION', model || ':' || version, 'DEPLOYMENT', position::text
from deployment_ledger where stage <> 'RETIRED'
union all
select 'DEPLOYMENT', position::text, 'PREDICTIONS', model || ':' || version
from deployment_ledger where stage <> 'RETIRED';
