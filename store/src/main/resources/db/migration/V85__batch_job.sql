-- Owner: deployment (batch). Files that the server scores; the files lie beside the database.
create table batch_job (
  id uuid primary key,
  model text not null,
  version integer not null,
  input_form text not null,
  output_form text not null,
  explain integer not null,
  lake_path text,
  author text not null,
  submitted_at timestamptz not null,
  state text not null check (state in ('QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED')),
  share double precision not null,
  scored bigint not null,
  rejected bigint not null,
  rate double precision not null,
  started_at timestamptz,
  ended_at timestamptz,
  failure text
);

-- Ids are ordered by time.
create index batch_job_of_model on batch_job (model, id desc);

create index batch_job_open on batch_job (id) where state in ('QUEUED', 'RUNNING');

create index batch_job_ended on batch_job (ended_at) where ended_at is not null;
