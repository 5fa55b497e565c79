-- Owner: governance. By which arithmetic a point was computed; points of others are not compared.
alter table risk_point
  add column formula     text not null default 'mri-v2-draft',
  add column first_index double precision;
alter table risk_point alter column formula drop default;
