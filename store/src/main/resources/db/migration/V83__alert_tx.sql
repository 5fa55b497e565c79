-- Owner: monitoring.
-- The transaction that wrote an alert last, so that live streams find what has changed.
alter table alert add column tx xid8 not null default pg_current_xact_id();
create index alert_by_tx on alert (tx);
