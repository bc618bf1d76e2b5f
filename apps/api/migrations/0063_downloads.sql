-- Sounds that members keep on a device, to hear them without a network. The audio is there, encrypted; here stands who may have
-- the key of it, and until when. A device is a sign-in: what was downloaded by it goes with it.
create table downloads (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  sign_in_id uuid not null references sign_ins (id) on delete cascade,
  content_id uuid not null references content (id) on delete cascade,
  user_agent text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint downloads_once unique (sign_in_id, content_id)
);
create index downloads_user_idx on downloads (user_id, created_at);
create index downloads_content_idx on downloads (content_id);

comment on table downloads is 'Leases on the keys of audio that members keep on their devices. A key is derived from the id and never stored';
comment on column downloads.user_agent is 'Of the device, cut';
comment on column downloads.expires_at is 'Until then the device may use the key without asking; asking again moves it on';

create function delete_downloads_of_sign_in() returns trigger language plpgsql as $function$
begin
  delete from downloads where sign_in_id = new.id;
  return null;
end $function$;

create trigger sign_ins_downloads_end after update of revoked_at on sign_ins
  for each row when (new.revoked_at is not null and old.revoked_at is null)
  execute function delete_downloads_of_sign_in();

comment on column watch_positions.sitting_id is 'The session of practice that the sitting is, once it is long enough; null where none has begun, as after a report whose practice is told otherwise';
