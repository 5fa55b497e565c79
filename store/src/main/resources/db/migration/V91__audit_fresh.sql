-- Owner: audit. Parts what was just appended from what the lists are made of, so that an append
-- waits for no index but that of its number: the indexes, above all that of terms, cost more than
-- the rest of it. What is fresh is moved to the listed within seconds, many entries at once.
alter table audit_entry rename to audit_listed;
alter table audit_listed add column listed boolean not null default true;

-- Who still writes to the whole adds to the listed, as before.
create table audit_entry (like audit_listed including defaults) partition by list (listed);
alter table audit_entry attach partition audit_listed for values in (true);

create table audit_fresh partition of audit_entry (primary key (sequence)) for values in (false);
alter table audit_fresh alter column listed set default false;
