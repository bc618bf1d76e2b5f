-- A stream that was seen at a moment which has not come was stored before a clock was set back: it would keep its place until then.

create or replace function free_place(member uuid, most integer, quiet_since timestamptz, leaving uuid[]) returns smallint
language plpgsql as $$
begin
  update stream_sessions set place = null
  where user_id = member and place is not null and ended_at is null and id <> all(leaving)
    and (last_seen_at <= quiet_since or last_seen_at > quiet_since + interval '5 minutes');
  return (
    select min(n) from generate_series(1, most) n
    where n not in (
      select place from stream_sessions
      where user_id = member and place is not null and ended_at is null and id <> all(leaving)));
end $$;
