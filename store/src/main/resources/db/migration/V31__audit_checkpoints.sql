-- Owner: audit. Signed states of the chain, appended only, and the Merkle tree's inner nodes.
create table audit_key (
  id          text primary key,
  public_key  text not null,
  endorsed_by text,
  endorsement bytea,
  created_at  timestamptz not null
);

create table audit_checkpoint (
  number    bigint primary key,
  size      bigint not null unique,
  root      bytea not null,
  head      bytea not null,
  micros    bigint not null,
  previous  bytea not null,
  key       text not null,
  signature bytea not null,
  frontier  bytea not null
);

-- Hashes of complete subtrees of 2^level entries, for levels 8, 16, 24 …: what proofs are made of.
create table audit_node (
  level smallint,
  index bigint,
  hash  bytea not null,
  primary key (level, index)
);
