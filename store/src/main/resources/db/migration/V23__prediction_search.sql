-- Owner: monitoring. Answers of a version in the order of time, as a search lists them; new rows go
-- to one end of it, so it costs a write little.
create index prediction_by_time on prediction (version_key, predicted_at desc, id desc);
