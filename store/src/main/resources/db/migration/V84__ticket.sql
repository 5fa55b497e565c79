-- Owner: access.
-- One-time tickets of a few seconds, for those who cannot send a token: browsers' WebSockets.
create table ticket (
  hash       text primary key,
  good_until timestamptz not null,
  api_key    text,
  username   text,
  session    uuid,
  issued_at  timestamptz,
  expires_at timestamptz,
  check ((api_key is null) <> (session is null))
);

create index ticket_by_end on ticket (good_until);
