-- Owner: audit. One index for words and for several filters at once. Each entry has as terms its
-- words, what lists filter by (cut, since a term is bounded) and the blocks of 2^10, 2^15 and 2^20
-- entries that it lies in: with a block, a search for what is common reads only the newest few.
-- A space begins the terms that are no words, which no word has.
create function audit_terms(
  sequence bigint, actor text, action text, object_kind text, object_id text, problem text,
  before text, after text, reason text)
returns tsvector language sql immutable parallel safe
return audit_words(action, object_kind, object_id, before, after, reason)
  || array_to_tsvector(array[
    ' 10 ' || cast(sequence >> 10 as text),
    ' 15 ' || cast(sequence >> 15 as text),
    ' 20 ' || cast(sequence >> 20 as text),
    ' actor ' || left(actor, 400),
    ' action ' || left(action, 400),
    ' kind ' || left(object_kind, 400),
    ' id ' || left(object_id, 400),
    case when problem is null then ' done' else ' refused' end,
    ' problem ' || left(coalesce(problem, ''), 400)]);

-- What was appended last waits in a list that every search reads: keep it short.
create index audit_entry_by_terms on audit_entry using gin (
    audit_terms(
      sequence, actor, action, object_kind, object_id, problem, before, after, reason))
  with (gin_pending_list_limit = 512);
drop index audit_entry_by_words;
