-- Owner: audit. Expands the chain to form 2: refusals, values sealed under persons' keys, and a head
-- that one statement can move on.
alter table audit_entry add column form smallint not null default 1;
alter table audit_entry add column problem text;
alter table audit_entry add column sealed bytea;

alter table audit_head add column previous bytea;
alter table audit_head add column at timestamptz not null default timestamptz 'epoch';
alter table audit_head add column micros bigint not null default 0;

update audit_head set
  previous = coalesce(
    (select entry.previous from audit_entry entry where entry.sequence = audit_head.sequence),
    decode(repeat('00', 32), 'hex')),
  at = coalesce((select max(entry.at) from audit_entry entry), timestamptz 'epoch');
update audit_head set micros = (extract(epoch from at) * 1000000)::bigint;

-- Pseudonyms of persons and the keys of what is sealed about them; erasing one takes name and key.
create table audit_subject (
  id         text primary key,
  name       text unique,
  key        bytea,
  created_at timestamptz not null,
  erased_at  timestamptz,
  check ((name is null) = (erased_at is not null) and (key is null) = (erased_at is not null))
);

-- The words that a search for text finds; bounded, since a tsvector is.
create function audit_words(
  action text, object_kind text, object_id text, before text, after text, reason text)
returns tsvector language sql immutable parallel safe
return to_tsvector('simple', left(concat_ws(' ',
  action, object_kind, object_id, reason, after, before), 100000));

create index audit_entry_by_words on audit_entry
  using gin (audit_words(action, object_kind, object_id, before, after, reason));
create index audit_entry_by_kind on audit_entry (object_kind, sequence desc);
create index audit_entry_by_id on audit_entry (object_id, sequence desc);
create index audit_entry_refused on audit_entry (sequence desc) where problem is not null;
-- Kind and id alone serve what this one served.
drop index audit_entry_by_object;
