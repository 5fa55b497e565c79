-- Owner: registry (tracking). Which versions came of which runs; a version made again, byte for byte
-- the same, came of more than one.
create table run_version (
  run     bigint not null references run,
  model   text not null,
  version integer not null check (version >= 1),
  primary key (run, model, version)
);

create index run_version_by_version on run_version (model, version);
