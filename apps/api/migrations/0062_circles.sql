-- Circles: people who breathe at one pace, each for themselves. What is kept of one is gone a day after it is over.

create table circles (
  id uuid primary key,
  host_id uuid not null references users (id) on delete cascade,
  code text not null,
  pattern text not null,
  pattern_name text,
  target jsonb not null,
  duration_ms integer not null,
  opened_at timestamptz not null,
  started_at timestamptz,
  ends_at timestamptz not null,
  constraint circles_code_key unique (code),
  constraint circles_duration_sane check (duration_ms > 0)
);

create index idx_circles_host on circles (host_id);
create index idx_circles_ends on circles (ends_at);

comment on table circles is 'People who breathe at one pace: what they follow, and since when';
comment on column circles.code is 'What lets members in; Crockford''s base 32';
comment on column circles.pattern_name is 'What the studio''s pattern was called when the circle was opened; null for any other one';
comment on column circles.target is 'One cycle of the pace: inhale_ms, hold_in_ms, exhale_ms, hold_out_ms';
comment on column circles.started_at is 'When its first inhale begins; null while it gathers';
comment on column circles.ends_at is 'When it is over, or was ended: until it begins, when its code expires';

create table circle_members (
  circle_id uuid not null references circles (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  seen_at timestamptz not null,
  socket uuid,
  session_id uuid references meditation_sessions (id) on delete set null,
  primary key (circle_id, user_id)
) with (fillfactor = 60);

create index idx_circle_members_user on circle_members (user_id);
create index idx_circle_members_session on circle_members (session_id) where session_id is not null;

comment on table circle_members is 'Who has a place in a circle';
comment on column circle_members.seen_at is 'Their place is held for a minute from then on';
comment on column circle_members.socket is 'The socket over which they follow it; null while there is none';
comment on column circle_members.session_id is 'Their own practice in it; null before it begins';

-- What the members of one process come to: a sum, and of how many. Nothing is stored of one member. Unlogged: it is worth
-- seconds.
create unlogged table circle_shares (
  circle_id uuid not null references circles (id) on delete cascade,
  process uuid not null,
  listening integer not null,
  nearness double precision not null,
  told_at timestamptz not null,
  primary key (circle_id, process)
) with (fillfactor = 40);

comment on table circle_shares is 'How near the breath of those who listen is to the pace of their circle: a sum for each process, for seconds';

create function notify_circle_changed() returns trigger language plpgsql as $$
begin
  perform pg_notify('circle_changed', old.id::text);
  return null;
end
$$;

create trigger circle_changed after update or delete on circles
  for each row execute function notify_circle_changed();

create function notify_circle_socket_taken() returns trigger language plpgsql as $$
begin
  perform pg_notify('circle_changed', new.circle_id::text);
  return null;
end
$$;

create trigger circle_socket_taken after update of socket on circle_members
  for each row when (old.socket is not null and new.socket is not null and old.socket <> new.socket)
  execute function notify_circle_socket_taken();
