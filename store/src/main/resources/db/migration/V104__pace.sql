-- Owner: monitoring.

-- How quickly a version answered on one UTC day, and how old the rows were; rows of all instances
-- merge. profile: the columns latencyMillis and ageSeconds.
create table answer_pace (
  version_key integer not null references watched_version,
  day         date not null,
  profile     bytea not null,
  primary key (version_key, day)
);

-- What a look at a window has measured, found or not. An empty subject is the version as a whole;
-- a value of null is not known, and the note says why.
create table monitor_reading (
  version_key integer not null references watched_version,
  measure     text not null,
  subject     text not null,
  window_end  timestamptz not null,
  value       double precision,
  allowed     double precision,
  answers     bigint not null,
  note        text not null,
  primary key (version_key, measure, subject, window_end)
);
