-- Beginning a stream and going on with one take fewer statements: each costs as much as looking at the places themselves.

-- Who left places by their silence is written only where there is somebody, and places are compared where they were read.
create or replace function free_place(member uuid, most integer, quiet_since timestamptz, leaving uuid[]) returns smallint
language plpgsql as $$
declare
  taken smallint[];
  any_quiet boolean;
begin
  select array_agg(place) filter (where is_seen), bool_or(not is_seen) into taken, any_quiet
  from (
    select place, last_seen_at > quiet_since and last_seen_at <= quiet_since + interval '5 minutes' as is_seen
    from stream_sessions
    where user_id = member and place is not null and ended_at is null and id <> all(leaving)) running;
  if any_quiet then
    update stream_sessions set place = null
    where user_id = member and place is not null and ended_at is null and id <> all(leaving)
      and (last_seen_at <= quiet_since or last_seen_at > quiet_since + interval '5 minutes');
  end if;
  for n in 1..most loop
    if taken is null or n <> all(taken) then return n; end if;
  end loop;
  return null;
end $$;

-- As before, but that a stream which keeps its place looks for no other one.
create or replace function open_stream(
  member uuid, sign_in uuid, item uuid, new_id uuid, renews uuid, takes_over uuid, agent text, height integer, most integer,
  now_at timestamptz, quiet_since timestamptz, wanted_expiry timestamptz, most_shift integer, renewable_after integer,
  out outcome text, out stream_id uuid, out token_expiry timestamptz
) language plpgsql as $$
declare
  renewed stream_sessions;
  new_place smallint;
begin
  if not lock_player(member, sign_in) then outcome := 'no_player'; return; end if;
  if renews is not null then
    select * into renewed from stream_sessions
    where id = renews and user_id = member and content_id = item and sign_in_id = sign_in and ended_at is null
      and max_height <= height and id is distinct from takes_over;
  end if;
  new_place := case when renewed.place <= most then renewed.place
    else free_place(member, most, quiet_since, array_remove(array[renewed.id, takes_over], null)) end;
  if new_place is null then outcome := 'limit'; return; end if;
  outcome := 'opened';
  stream_id := coalesce(renewed.id, new_id);
  if takes_over is not null then
    update stream_sessions
    set ended_at = now_at, ended_reason = 'taken_over', taken_over_by = stream_id
    where id = takes_over and user_id = member and ended_at is null;
  end if;
  -- A player that asks again and again gets no more tokens than a few: a young one is as good as new.
  if renewed.expires_at > wanted_expiry - make_interval(secs => renewable_after) then
    token_expiry := renewed.expires_at;
  else
    token_expiry := distinct_expiry(member, item, wanted_expiry, most_shift);
  end if;
  if renewed.id is null then
    insert into stream_sessions
      (id, user_id, content_id, sign_in_id, user_agent, max_height, started_at, last_seen_at, expires_at, place)
    values (new_id, member, item, sign_in, agent, height, now_at, now_at, token_expiry, new_place);
  else
    update stream_sessions
    set last_seen_at = now_at, max_height = height, place = new_place, expires_at = token_expiry,
      earlier_expires_at = case when token_expiry = renewed.expires_at then earlier_expires_at
        else array(select e from unnest(earlier_expires_at || renewed.expires_at) e where e > now_at) end
    where id = renewed.id;
  end if;
end $$;
