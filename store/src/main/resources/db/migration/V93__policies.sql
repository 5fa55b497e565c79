-- Owner: governance. What is published never changes; what holds is told by the newest attachment.
create table policy_version (
  name         text not null,
  number       integer not null check (number >= 1),
  document     text not null,
  author       text not null,
  note         text not null,
  published_at timestamptz not null,
  primary key (name, number)
);

create table policy_attachment (
  position   bigint generated always as identity primary key,
  scope      text not null,
  policy     text not null,
  number     integer not null,
  attached   boolean not null,
  changed_by text not null,
  reason     text not null,
  at         timestamptz not null
);

create index policy_attachment_newest on policy_attachment (scope, policy, position desc);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are added, never changed', tg_table_name;
end
$$;

create trigger policy_version_stays before update or delete on policy_version
  for each row execute function refuse_change();
create trigger policy_attachment_stays before update or delete on policy_attachment
  for each row execute function refuse_change();

-- What each rule said, and the hash of what a decision rested on; neither is known of the past.
alter table evaluation
  add column rules    text not null default '[]',
  add column evidence text not null default '';
create index evaluation_by_evidence on evaluation (evidence) where evidence <> '';
create index evaluation_by_time on evaluation (at desc);

-- What policies ask of the approvals beyond their number, and until when a request waits.
alter table change_request
  add column demands    text not null default '[]',
  add column expires_at timestamptz;
update change_request set expires_at = created_at + interval '14 days';
alter table change_request alter column expires_at set not null;
create index change_request_due on change_request (expires_at) where state = 'open';
create index change_request_overrides on change_request (position desc)
  where state = 'applied' and verdict = 'AT_RISK' and stage <> 'RETIRED';

alter table change_request_vote
  add column on_behalf_of text,
  add column evidence     text;

create table change_request_comment (
  position bigint generated always as identity primary key,
  request  uuid not null references change_request,
  author   text not null,
  text     text not null,
  at       timestamptz not null
);

create index change_request_comment_by_request on change_request_comment (request, position);

create table approval_delegation (
  id        uuid primary key,
  delegator text not null,
  delegate  text not null,
  since     timestamptz not null,
  until     timestamptz not null,
  reason    text not null,
  ended_at  timestamptz
);

create index approval_delegation_newest on approval_delegation (since desc);
