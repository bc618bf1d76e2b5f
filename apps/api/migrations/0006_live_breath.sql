-- Live sessions: what the member set out to do, and where their microphone's stream stands.

alter table meditation_sessions
  -- One of the patterns we offer, 'own' with a target of the member's, 'none' for breathing as it comes.
  add column pattern text not null default 'none',
  -- One cycle: inhale_ms, hold_in_ms, exhale_ms, hold_out_ms. Null without a pattern.
  add column target jsonb,
  -- Told by the client; it can only shorten the duration that the server measured.
  add column paused_seconds integer not null default 0,
  -- The member's word on whether anything of their breath may be kept. False: minutes only.
  add column store_breath boolean not null default true,
  -- Until when a socket brought sound; null if none ever did.
  add column heard_until timestamptz,
  add constraint meditation_sessions_pattern_known
    check (pattern in ('none', 'box', '4-7-8', 'coherent', 'own')),
  add constraint meditation_sessions_pause_sane check (paused_seconds >= 0);

create index idx_meditation_user_started on meditation_sessions (user_id, started_at desc, id desc);
create index idx_meditation_open on meditation_sessions (started_at) where ended_at is null;

-- What a stream needs to go on in another process. Unlogged: it is worth a minute, and what must survive a crash of
-- the database are the events. One row a session, replaced twice a second at the
-- most, and gone when the session ends.
create unlogged table breath_streams (
  session_id uuid primary key references meditation_sessions (id) on delete cascade,
  stream uuid not null,
  -- The socket that holds it. Who finds another's name here has lost it.
  owner uuid not null,
  -- When sample 0 of the session's clock was heard; its phases are dated by it.
  clock_origin timestamptz not null,
  -- Sample of the session's clock at which this stream's sample 0 lies.
  base_sample bigint not null default 0,
  -- On the stream's clock: everything before it has been heard, and what came of it is stored.
  accepted_sample bigint not null default 0,
  last_seq integer not null default 0,
  snapshot bytea,
  -- The last events, for a client that missed them.
  recent_events jsonb not null default '[]',
  metrics jsonb,
  saved_at timestamptz not null
) with (fillfactor = 40);

-- Numbers as good as random: compressing them costs more than it saves.
alter table breath_streams alter column snapshot set storage external;

comment on table breath_streams is 'Where the microphone of a live session stands; no sound';

create function notify_breath_stream_taken() returns trigger language plpgsql as $$
begin
  perform pg_notify('breath_stream_taken', new.session_id::text || ':' || new.owner::text);
  return null;
end
$$;

create trigger breath_stream_taken after update of owner on breath_streams
  for each row when (old.owner is distinct from new.owner) execute function notify_breath_stream_taken();

create function notify_meditation_session_ended() returns trigger language plpgsql as $$
begin
  perform pg_notify('meditation_session_ended', old.id::text);
  return null;
end
$$;

create trigger meditation_session_ended after update of ended_at on meditation_sessions
  for each row when (old.ended_at is null and new.ended_at is not null)
  execute function notify_meditation_session_ended();

create trigger meditation_session_deleted after delete on meditation_sessions
  for each row execute function notify_meditation_session_ended();
