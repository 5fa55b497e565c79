-- Owner: access. Any change to these tables, by whatever hand, moves the revision on, so that every
-- process notices within half a second.
create table app_user (
  username      text primary key,
  display_name  text not null,
  roles         text[] not null,
  state         text not null check (state in ('ACTIVE', 'DISABLED')),
  password_hash text not null,
  created_at    timestamptz not null,
  tokens_from   timestamptz not null
);

create table session (
  id         uuid primary key,
  username   text not null references app_user,
  started_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create index session_by_user on session (username) where revoked_at is null;
create index session_by_end on session (revoked_at) where revoked_at is not null;

create table refresh_token (
  hash       text primary key,
  session_id uuid not null references session on delete cascade,
  issued_at  timestamptz not null,
  used_at    timestamptz
);

create index refresh_token_by_session on refresh_token (session_id);

create table api_key (
  id         uuid primary key,
  hash       text not null unique,
  username   text not null references app_user,
  name       text not null,
  start      text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz
);

create index api_key_by_user on api_key (username, created_at desc);

-- A row and not a sequence: it must become visible together with the change it tells of.
create table access_revision (
  one   boolean primary key default true check (one),
  value bigint not null
);

insert into access_revision (value) values (0);

create function access_changed() returns trigger language plpgsql as $$
begin
  update access_revision set value = value + 1;
  return null;
end $$;

create trigger app_user_changed after insert or update or delete or truncate on app_user
  for each statement execute function access_changed();
create trigger session_ended after update of revoked_at on session
  for each statement execute function access_changed();
create trigger api_key_changed after insert or update or delete or truncate on api_key
  for each statement execute function access_changed();
