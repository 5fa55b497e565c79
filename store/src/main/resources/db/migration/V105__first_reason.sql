-- Owner: monitoring. Answers of one UTC day by the feature that was their first reason.
create table first_reason (
  version_key integer not null references watched_version,
  day         date not null,
  feature     text not null,
  answers     bigint not null,
  primary key (version_key, day, feature)
);
