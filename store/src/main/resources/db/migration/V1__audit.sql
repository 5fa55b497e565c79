-- Owner: audit. Entries are appended only; the single head row orders them and ends the chain.
create table audit_entry (
  sequence     bigint primary key,
  at           timestamptz not null,
  actor        text not null,
  on_behalf_of text,
  action       text not null,
  object_kind  text not null,
  object_id    text not null,
  before       text,
  after        text,
  reason       text,
  request_id   text,
  address      text,
  previous     bytea not null,
  hash         bytea not null
);

create index audit_entry_by_object on audit_entry (object_kind, object_id, sequence desc);
create index audit_entry_by_actor on audit_entry (actor, sequence desc);
create index audit_entry_by_action on audit_entry (action, sequence desc);
create index audit_entry_by_time on audit_entry (at, sequence);

create table audit_head (
  one      boolean primary key default true check (one),
  sequence bigint not null,
  hash     bytea not null
);

insert into audit_head (sequence, hash) values (0, decode(repeat('00', 32), 'hex'));
