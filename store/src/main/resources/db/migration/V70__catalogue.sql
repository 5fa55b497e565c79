-- Owner: registry (catalogue). A row for each version of a model, whether its model is ours or only
-- its files are kept: numbers, aliases and the lists of other wires go by it.
alter table model alter column task drop not null;

create index model_by_update on model (updated_at desc, name);

create table version_entry (
  model        text not null references model,
  number       integer not null check (number >= 1),
  is_foreign   boolean not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  author       text not null,
  description  text not null default '',
  source       text not null,
  run          text,
  run_link     text,
  -- Why a foreign version cannot serve; empty for our own.
  unserved     text not null default '',
  -- Of a foreign version; our own bear theirs in model_version.
  content_hash text,
  signing_key  text,
  signature    text,
  deleted_at   timestamptz,
  primary key (model, number)
);

create index version_entry_by_update on version_entry (updated_at desc, model, number desc);
create index version_entry_by_run on version_entry (run);

insert into version_entry (model, number, is_foreign, created_at, updated_at, author, source, run)
select v.model, v.number, false, v.created_at, v.created_at, v.author,
  'plumbline:/models/' || v.model || '/versions/' || v.number,
  (select replace(cast(r.id as text), '-', '') from run_version x join run r on r.number = x.run
   where x.model = v.model and x.version = v.number order by r.number limit 1)
from model_version v;

alter table model_alias drop constraint model_alias_model_number_fkey;
alter table model_alias
  add constraint model_alias_names_version foreign key (model, number) references version_entry;

create table foreign_file (
  model  text not null,
  number integer not null,
  path   text not null,
  hash   text not null,
  bytes  bigint not null,
  primary key (model, number, path),
  foreign key (model, number) references version_entry
);

create index foreign_file_by_hash on foreign_file (hash);
