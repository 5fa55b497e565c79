-- Owner: registry (tracking). Files that come in parts. A part lies in the object store behind a
-- salt of its own and is deleted with its row; an upload that is done stays until it expires, so
-- that completing it again is answered.

create table run_upload (
  id         uuid primary key,
  run        bigint not null references run,
  path       text not null,
  parts      integer not null,
  secret     text not null,
  expires_at timestamptz not null,
  done       boolean not null default false
);

create index run_upload_by_run on run_upload (run);
create index run_upload_by_expiry on run_upload (expires_at);

create table run_upload_part (
  upload uuid not null references run_upload on delete cascade,
  number integer not null,
  hash   text not null,
  object text not null,
  bytes  bigint not null,
  primary key (upload, number)
);
