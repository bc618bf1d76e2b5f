-- An entry for more than 32 streams leaves out 32 tokens of those that go on, as the feed allows: it used to leave out each
-- token of 32 streams, and a page that no edge could read closed every stream of everybody.

create or replace function describe_streams(ids uuid[], latest timestamptz, going_on uuid[]) returns jsonb
language sql stable as $$
  with tokens as (
    select id, content_id, max_height, extract(epoch from expiry)::bigint as e
    from stream_sessions, unnest(earlier_expires_at || expires_at) expiry
    where id = any(ids) and expiry > now() limit 33),
  -- Of streams that run before others, and of each the token that is younger before those that it replaced.
  excepted as (
    select content_id, extract(epoch from expiry)::bigint as e
    from stream_sessions, unnest(earlier_expires_at || expires_at) expiry
    where id = any(going_on) and expiry > now()
    order by place is null, row_number() over (partition by id order by expiry desc), last_seen_at desc limit 32)
  select case when cardinality(ids) > 32 or (select count(*) from tokens) > 32 then jsonb_build_array(jsonb_build_object(
    'session_id', null, 'content_id', null, 'first_e', 0, 'last_e', ceil(extract(epoch from latest)), 'max_height', 1080,
    'except', (select coalesce(jsonb_agg(jsonb_build_object('content_id', content_id, 'e', e)), '[]') from excepted)))
  else (
    select coalesce(jsonb_agg(jsonb_build_object(
      'session_id', id, 'content_id', content_id, 'max_height', max_height, 'first_e', e, 'last_e', e)), '[]')
    from tokens
  ) end
$$;

update revocations
set streams = jsonb_set(streams, '{0,except}', jsonb_path_query_array(streams, '$[0].except[0 to 31]'))
where jsonb_array_length(streams -> 0 -> 'except') > 32;
