-- Owner: deployment (overview). What is stopped and what is open, without reading what is not.
create index model_summary_killed on model_summary (model) where killed;
create index alert_unresolved on alert (severity) where state <> 'resolved';
create index alert_open on alert (
    array_position(array['CRITICAL', 'HIGH', 'WARNING', 'INFO'], severity), opened_at desc)
  where state = 'open';
