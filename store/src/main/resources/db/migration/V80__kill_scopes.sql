-- Owner: deployment. A kill switch of everything, a version or a segment, and one that ends.
alter table kill_switch alter column model drop not null;
alter table kill_switch add column scope text not null default 'model';
alter table kill_switch add column version integer;
alter table kill_switch add column feature text;
alter table kill_switch add column value text;
alter table kill_switch add column low double precision;
alter table kill_switch add column high double precision;
alter table kill_switch add column until timestamptz;
-- One text for each scope: its latest row is the present position.
alter table kill_switch add column stops text;
update kill_switch set stops = 'model ' || model;
alter table kill_switch alter column stops set not null;

create index kill_switch_by_scope on kill_switch (stops, position desc);
-- What ends by itself is looked for each second.
create index kill_switch_ends on kill_switch (until) where until is not null;
