-- Owner: registry. A version without a signature is not loaded.
alter table model_version
  add column signing_key text,
  add column signature   text;
