-- Hash chain over audit_log, append-only
create table audit_chain (
  position bigint not null,
  entry_id bigint not null,
  hash bytea not null,
  constraint audit_chain_pkey PRIMARY KEY ("position"),
  constraint audit_chain_entry_id_key UNIQUE (entry_id)
);
CREATE TRIGGER audit_chain_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_chain FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Acts on members and their sign-ins, append-only; it names people by their id alone
create table audit_log (
  id bigint not null,
  at timestamp with time zone not null default clock_timestamp(),
  actor_kind text not null,
  actor_sub text,
  action text not null,
  target text not null,
  before jsonb,
  after jsonb,
  request_id text,
  constraint audit_log_actor_known CHECK ((actor_kind = ANY (ARRAY['member'::text, 'operator'::text, 'system'::text, 'database'::text]))),
  constraint audit_log_actor_sub_of_member CHECK (((actor_kind = 'member'::text) = (actor_sub IS NOT NULL))),
  constraint audit_log_pkey PRIMARY KEY (id),
  constraint audit_log_chained TRIGGER DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX audit_log_action_idx ON public.audit_log USING btree (action, at, id);
CREATE INDEX audit_log_actor_kind_idx ON public.audit_log USING btree (actor_kind, at, id) WHERE (actor_kind <> 'member'::text);
CREATE INDEX audit_log_actor_sub_idx ON public.audit_log USING btree (actor_sub, at, id) WHERE (actor_sub IS NOT NULL);
CREATE INDEX audit_log_area_idx ON public.audit_log USING btree (split_part(action, '.'::text, 1), at, id);
CREATE INDEX audit_log_at_idx ON public.audit_log USING btree (at, id);
CREATE INDEX audit_log_target_idx ON public.audit_log USING btree (target, at, id);
CREATE TRIGGER audit_log_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE CONSTRAINT TRIGGER audit_log_chained AFTER INSERT ON public.audit_log DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION chain_new_audit_entry();

-- Finished breath phases of a session
create table breath_events (
  id uuid not null default gen_random_uuid(),
  session_id uuid not null,
  event_type text not null,
  timestamp timestamp with time zone not null,
  duration_ms integer,
  volume_rms numeric(5,4),
  spectral_centroid numeric(8,2),
  confidence_score numeric(3,2),
  breath_number integer,
  is_consistent boolean,
  deviation_from_target numeric(3,2),
  created_at timestamp with time zone not null default now(),
  constraint breath_events_type_known CHECK ((event_type = ANY (ARRAY['inhaling'::text, 'exhaling'::text, 'holding'::text, 'idle'::text]))),
  constraint breath_events_session_id_fkey FOREIGN KEY (session_id) REFERENCES meditation_sessions(id) ON DELETE CASCADE,
  constraint breath_events_pkey PRIMARY KEY (id)
);
CREATE INDEX idx_breath_session ON public.breath_events USING btree (session_id);
CREATE INDEX idx_breath_timestamp ON public.breath_events USING btree ("timestamp");

-- Patterns that members can choose, beside those that every installation has
create table breath_patterns (
  id uuid not null,
  name text not null,
  words text not null,
  target jsonb not null -- One cycle: {inhale_ms, hold_in_ms, exhale_ms, hold_out_ms},
  position integer not null,
  is_shown boolean not null -- Whether it can be chosen,
  version integer not null default 1,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  constraint breath_patterns_target_is_an_object CHECK ((jsonb_typeof(target) = 'object'::text)),
  constraint breath_patterns_pkey PRIMARY KEY (id)
);

-- Where the microphone of a live session stands; no sound
create table breath_streams (
  session_id uuid not null,
  stream uuid not null,
  owner uuid not null,
  clock_origin timestamp with time zone not null,
  base_sample bigint not null default 0,
  accepted_sample bigint not null default 0,
  last_seq integer not null default 0,
  snapshot bytea,
  recent_events jsonb not null default '[]'::jsonb,
  metrics jsonb,
  saved_at timestamp with time zone not null,
  constraint breath_streams_session_id_fkey FOREIGN KEY (session_id) REFERENCES meditation_sessions(id) ON DELETE CASCADE,
  constraint breath_streams_pkey PRIMARY KEY (session_id)
);
CREATE TRIGGER breath_stream_taken AFTER UPDATE OF owner ON public.breath_streams FOR EACH ROW WHEN ((old.owner IS DISTINCT FROM new.owner)) EXECUTE FUNCTION notify_breath_stream_taken();

-- What became of each mail of a campaign
create table campaign_deliveries (
  cause_digest bytea not null,
  campaign_id uuid not null,
  subscriber_id uuid,
  state text not null default 'queued'::text,
  queued_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint campaign_deliveries_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'uncertain'::text, 'dropped'::text]))),
  constraint campaign_deliveries_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE,
  constraint campaign_deliveries_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES newsletter_subscribers(id) ON DELETE SET NULL,
  constraint campaign_deliveries_pkey PRIMARY KEY (cause_digest),
  constraint campaign_deliveries_once UNIQUE (campaign_id, subscriber_id)
);
CREATE INDEX campaign_deliveries_ended_at_idx ON public.campaign_deliveries USING btree (ended_at);
CREATE INDEX campaign_deliveries_queued_idx ON public.campaign_deliveries USING btree (campaign_id) WHERE (state = 'queued'::text);
CREATE INDEX campaign_deliveries_subscriber_idx ON public.campaign_deliveries USING btree (subscriber_id, queued_at);

-- How often a link of a campaign was followed, by whomever
create table campaign_links (
  id uuid not null default gen_random_uuid(),
  campaign_id uuid not null,
  url text not null,
  clicks integer not null default 0,
  constraint campaign_links_campaign_id_fkey FOREIGN KEY (campaign_id) REFERENCES campaigns(id) ON DELETE CASCADE,
  constraint campaign_links_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX campaign_links_once ON public.campaign_links USING btree (campaign_id, md5(url));

-- Mails to the subscribers of the newsletter
create table campaigns (
  id uuid not null default gen_random_uuid(),
  subject text not null,
  preview text not null default ''::text,
  blocks jsonb not null,
  audience jsonb not null,
  counts_clicks boolean not null default false,
  state text not null default 'draft'::text,
  letter jsonb,
  starts_at timestamp with time zone,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  last_subscriber_id uuid,
  paced_until timestamp with time zone,
  past_deliveries jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint campaigns_started_are_frozen CHECK (((state = 'draft'::text) OR ((letter IS NOT NULL) AND (starts_at IS NOT NULL)))),
  constraint campaigns_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'sending'::text, 'paused'::text, 'sent'::text]))),
  constraint campaigns_pkey PRIMARY KEY (id)
);
CREATE INDEX campaigns_under_way_idx ON public.campaigns USING btree (starts_at) WHERE (state = ANY (ARRAY['scheduled'::text, 'sending'::text]));

-- Shelves of the catalogue
create table categories (
  id uuid not null default gen_random_uuid(),
  name text not null,
  slug text not null,
  description text,
  position integer not null default 0,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  picture_id uuid -- Its object in the store is the thumbnail of that id; another picture gets another id, so that no browser shows the old one,
  constraint categories_pkey PRIMARY KEY (id),
  constraint categories_slug_key UNIQUE (slug)
);
CREATE TRIGGER categories_deleted AFTER DELETE ON public.categories REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();
CREATE TRIGGER categories_inserted AFTER INSERT ON public.categories REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();
CREATE TRIGGER categories_updated AFTER UPDATE ON public.categories REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();

-- Who has a place in a circle
create table circle_members (
  circle_id uuid not null,
  user_id uuid not null,
  seen_at timestamp with time zone not null -- Their place is held for a minute from then on,
  socket uuid -- The socket over which they follow it; null while there is none,
  session_id uuid -- Their own practice in it; null before it begins,
  constraint circle_members_circle_id_fkey FOREIGN KEY (circle_id) REFERENCES circles(id) ON DELETE CASCADE,
  constraint circle_members_session_id_fkey FOREIGN KEY (session_id) REFERENCES meditation_sessions(id) ON DELETE SET NULL,
  constraint circle_members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint circle_members_pkey PRIMARY KEY (circle_id, user_id)
);
CREATE INDEX idx_circle_members_session ON public.circle_members USING btree (session_id) WHERE (session_id IS NOT NULL);
CREATE INDEX idx_circle_members_user ON public.circle_members USING btree (user_id);
CREATE TRIGGER circle_socket_taken AFTER UPDATE OF socket ON public.circle_members FOR EACH ROW WHEN (((old.socket IS NOT NULL) AND (new.socket IS NOT NULL) AND (old.socket <> new.socket))) EXECUTE FUNCTION notify_circle_socket_taken();

-- How near the breath of those who listen is to the pace of their circle: a sum for each process, for seconds
create table circle_shares (
  circle_id uuid not null,
  process uuid not null,
  listening integer not null,
  nearness double precision not null,
  told_at timestamp with time zone not null,
  constraint circle_shares_circle_id_fkey FOREIGN KEY (circle_id) REFERENCES circles(id) ON DELETE CASCADE,
  constraint circle_shares_pkey PRIMARY KEY (circle_id, process)
);

-- People who breathe at one pace: what they follow, and since when
create table circles (
  id uuid not null,
  host_id uuid not null,
  code text not null -- What lets members in; Crockford's base 32,
  pattern text not null,
  pattern_name text -- What the studio's pattern was called when the circle was opened; null for any other one,
  target jsonb not null -- One cycle of the pace: inhale_ms, hold_in_ms, exhale_ms, hold_out_ms,
  duration_ms integer not null,
  opened_at timestamp with time zone not null,
  started_at timestamp with time zone -- When its first inhale begins; null while it gathers,
  ends_at timestamp with time zone not null -- When it is over, or was ended: until it begins, when its code expires,
  constraint circles_duration_sane CHECK ((duration_ms > 0)),
  constraint circles_host_id_fkey FOREIGN KEY (host_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint circles_pkey PRIMARY KEY (id),
  constraint circles_code_key UNIQUE (code)
);
CREATE INDEX idx_circles_ends ON public.circles USING btree (ends_at);
CREATE INDEX idx_circles_host ON public.circles USING btree (host_id);
CREATE TRIGGER circle_changed AFTER DELETE OR UPDATE ON public.circles FOR EACH ROW EXECUTE FUNCTION notify_circle_changed();

-- Videos and audio; members open those that are published or unlisted, and find the published ones
create table content (
  id uuid not null default gen_random_uuid(),
  title text not null,
  slug text not null,
  description text,
  content_type text not null,
  access_tier text not null default 'free'::text,
  status text not null default 'draft'::text,
  category_id uuid,
  expert_id uuid,
  series_id uuid,
  episode_number integer,
  s3_key_video_720p text,
  s3_key_video_1080p text,
  s3_key_audio text,
  s3_key_thumbnail text,
  s3_key_poster text,
  s3_key_waveform text,
  is_hls_ready boolean not null default false,
  hls_playlist_url text,
  hls_conversion_status text,
  s3_key_audio_hls text,
  is_audio_hls_ready boolean not null default false,
  audio_hls_playlist_url text,
  duration_seconds integer,
  video_duration_seconds integer,
  audio_bitrate integer,
  featured boolean not null default false,
  trending boolean not null default false,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  chapters jsonb not null default '[]'::jsonb -- [{title, startSeconds}], in their order,
  captions jsonb not null default '[]'::jsonb -- [{language, label}]: a BCP 47 tag, and how the language calls itself,
  audio_languages jsonb not null default '[]'::jsonb -- [{language, label, name}], the default first, by the name of its playlist (`audio`, `audio-fr`); items from before it was kept lack that; empty where the only one is unknown,
  storyboard jsonb -- {sheets, columns, rows, tileWidth, tileHeight, intervalSeconds},
  countries text not null default ''::text,
  owner_id uuid,
  version integer not null default 1,
  tags text[] not null default '{}'::text[] -- Words that people find it by, in lower case,
  language text -- BCP 47; null where nobody said,
  shown_duration_seconds integer,
  publish_at timestamp with time zone,
  publish_zone text,
  published_at timestamp with time zone,
  publish_when_ready boolean not null default false,
  review_requested_at timestamp with time zone,
  deleted_at timestamp with time zone -- It is hidden since then, and goes some days later,
  is_open boolean not null generated always as ((status = ANY (ARRAY['published'::text, 'unlisted'::text])) AND (deleted_at IS NULL)) stored,
  constraint content_audio_languages_are_a_list CHECK ((jsonb_typeof(audio_languages) = 'array'::text)),
  constraint content_captions_are_a_list CHECK ((jsonb_typeof(captions) = 'array'::text)),
  constraint content_chapters_are_a_list CHECK ((jsonb_typeof(chapters) = 'array'::text)),
  constraint content_conversion_known CHECK ((hls_conversion_status = ANY (ARRAY['pending'::text, 'processing'::text, 'completed'::text, 'failed'::text]))),
  constraint content_countries_known CHECK ((countries ~ '^([ad]([A-Z]{2}){1,125})?$'::text)),
  constraint content_scheduled_for_a_time CHECK (((status <> 'scheduled'::text) OR ((publish_at IS NOT NULL) AND (publish_zone IS NOT NULL)))),
  constraint content_shown_duration_positive CHECK ((shown_duration_seconds > 0)),
  constraint content_status_known CHECK ((status = ANY (ARRAY['draft'::text, 'scheduled'::text, 'published'::text, 'unlisted'::text, 'archived'::text]))),
  constraint content_storyboard_is_an_object CHECK ((jsonb_typeof(storyboard) = 'object'::text)),
  constraint content_tier_known CHECK ((access_tier = ANY (ARRAY['free'::text, 'basic'::text, 'premium'::text]))),
  constraint content_type_known CHECK ((content_type = ANY (ARRAY['video'::text, 'audio'::text]))),
  constraint content_version_positive CHECK ((version > 0)),
  constraint content_category_id_fkey FOREIGN KEY (category_id) REFERENCES categories(id) ON DELETE SET NULL,
  constraint content_expert_id_fkey FOREIGN KEY (expert_id) REFERENCES experts(id) ON DELETE SET NULL,
  constraint content_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL,
  constraint content_series_id_fkey FOREIGN KEY (series_id) REFERENCES content_series(id) ON DELETE SET NULL,
  constraint content_pkey PRIMARY KEY (id),
  constraint content_slug_key UNIQUE (slug)
);
CREATE INDEX content_changed_idx ON public.content USING btree (updated_at DESC NULLS LAST, id);
CREATE INDEX content_deleted_at_idx ON public.content USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);
CREATE INDEX content_expert_idx ON public.content USING btree (expert_id);
CREATE INDEX content_kept_category_idx ON public.content USING btree (category_id) WHERE (deleted_at IS NULL);
CREATE INDEX content_kept_expert_idx ON public.content USING btree (expert_id) WHERE (deleted_at IS NULL);
CREATE INDEX content_kept_series_idx ON public.content USING btree (series_id) WHERE (deleted_at IS NULL);
CREATE INDEX content_kept_status_idx ON public.content USING btree (status, access_tier, content_type, COALESCE(publish_at, published_at) DESC NULLS LAST, id) WHERE (deleted_at IS NULL);
CREATE INDEX content_kept_title_idx ON public.content USING btree (lower(title), id) INCLUDE (title, slug, owner_id, status, access_tier, content_type, category_id, expert_id, series_id, featured, review_requested_at) WHERE (deleted_at IS NULL);
CREATE INDEX content_owner_idx ON public.content USING btree (owner_id);
CREATE INDEX content_publish_at_idx ON public.content USING btree (publish_at) WHERE (status = 'scheduled'::text);
CREATE INDEX content_published_idx ON public.content USING btree (COALESCE(publish_at, published_at) DESC NULLS LAST, id);
CREATE INDEX content_series_idx ON public.content USING btree (series_id);
CREATE INDEX content_slug_trigram_idx ON public.content USING gin (slug gin_trgm_ops);
CREATE INDEX content_tags_idx ON public.content USING gin (tags);
CREATE INDEX content_title_trigram_idx ON public.content USING gin (title gin_trgm_ops);
CREATE INDEX idx_content_access_tier ON public.content USING btree (access_tier);
CREATE INDEX idx_content_category ON public.content USING btree (category_id);
CREATE INDEX idx_content_status ON public.content USING btree (status);
CREATE TRIGGER content_deleted AFTER DELETE ON public.content REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();
CREATE TRIGGER content_inserted AFTER INSERT ON public.content REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();
CREATE TRIGGER content_places_left AFTER UPDATE OF is_open ON public.content FOR EACH ROW WHEN ((old.is_open AND (NOT new.is_open))) EXECUTE FUNCTION leave_places_of_item();
CREATE TRIGGER content_revocation_inserted AFTER INSERT OR DELETE ON public.content FOR EACH ROW EXECUTE FUNCTION record_item_revocation();
CREATE TRIGGER content_revocation_updated AFTER UPDATE OF is_open, access_tier, countries ON public.content FOR EACH ROW WHEN ((((new.is_open IS DISTINCT FROM old.is_open) OR (new.access_tier IS DISTINCT FROM old.access_tier)) OR (new.countries IS DISTINCT FROM old.countries))) EXECUTE FUNCTION record_item_revocation();
CREATE TRIGGER content_shelves_deleted AFTER DELETE ON public.content REFERENCING OLD TABLE AS rows_before FOR EACH STATEMENT EXECUTE FUNCTION count_shelf_items();
CREATE TRIGGER content_shelves_inserted AFTER INSERT ON public.content REFERENCING NEW TABLE AS rows_after FOR EACH STATEMENT EXECUTE FUNCTION count_shelf_items();
CREATE TRIGGER content_shelves_updated AFTER UPDATE ON public.content REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after FOR EACH STATEMENT EXECUTE FUNCTION count_shelf_items();
CREATE TRIGGER content_updated AFTER UPDATE ON public.content REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();
CREATE TRIGGER content_views_deleted AFTER DELETE ON public.content REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION delete_views_of_items();

-- Content that belongs together, in order of episode_number
create table content_series (
  id uuid not null default gen_random_uuid(),
  title text not null,
  slug text not null,
  description text,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  picture_id uuid -- Likewise,
  constraint content_series_pkey PRIMARY KEY (id),
  constraint content_series_slug_key UNIQUE (slug)
);
CREATE TRIGGER content_series_deleted AFTER DELETE ON public.content_series REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();
CREATE TRIGGER content_series_inserted AFTER INSERT ON public.content_series REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();
CREATE TRIGGER content_series_updated AFTER UPDATE ON public.content_series REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();

-- What an item is made from, as it was given last: keys in the object store
create table content_sources (
  content_id uuid not null,
  source_key text,
  picture_key text,
  captions jsonb not null default '[]'::jsonb -- [{language, key}]: WebVTT in the object store,
  chapters jsonb -- [{title, startSeconds}], in the place of those in the media; null for those,
  sounds jsonb not null default '[]'::jsonb -- [{language, label, key, durationSeconds}]: sounds that were added to the media, one a language; label is null where the language says enough,
  duration_seconds double precision -- How long the media play; null of those that came before it was kept, whose length is that of the item,
  constraint content_sources_captions_are_a_list CHECK ((jsonb_typeof(captions) = 'array'::text)),
  constraint content_sources_chapters_are_a_list CHECK ((jsonb_typeof(chapters) = 'array'::text)),
  constraint content_sources_sounds_are_a_list CHECK ((jsonb_typeof(sounds) = 'array'::text)),
  constraint content_sources_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint content_sources_pkey PRIMARY KEY (content_id)
);

-- The texts of items as they were saved, one row a version that changed them
create table content_versions (
  content_id uuid not null,
  version integer not null,
  at timestamp with time zone not null,
  author_id uuid,
  fields jsonb not null -- {title, description, tags, language},
  constraint content_versions_fields_is_an_object CHECK ((jsonb_typeof(fields) = 'object'::text)),
  constraint content_versions_author_id_fkey FOREIGN KEY (author_id) REFERENCES users(id) ON DELETE SET NULL,
  constraint content_versions_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint content_versions_pkey PRIMARY KEY (content_id, version)
);
CREATE INDEX content_versions_author_idx ON public.content_versions USING btree (author_id);

-- The last export that a member asked for, and what became of it
create table data_exports (
  id uuid not null,
  user_id uuid not null,
  state text not null,
  requested_at timestamp with time zone not null,
  attempts integer not null default 0,
  next_try_at timestamp with time zone not null,
  size_bytes bigint,
  expires_at timestamp with time zone,
  constraint data_exports_file_known CHECK (((state = ANY (ARRAY['queued'::text, 'failed'::text])) OR ((size_bytes IS NOT NULL) AND (expires_at IS NOT NULL)))),
  constraint data_exports_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'ready'::text, 'downloading'::text, 'downloaded'::text, 'failed'::text]))),
  constraint data_exports_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint data_exports_pkey PRIMARY KEY (id),
  constraint data_exports_user_id_key UNIQUE (user_id)
);
CREATE INDEX data_exports_next_try_at_idx ON public.data_exports USING btree (next_try_at) WHERE (state = 'queued'::text);

-- Subjects of members who were deleted; they say nothing else of them
create table deleted_members (
  cognito_sub text not null,
  deleted_at timestamp with time zone not null default now(),
  constraint deleted_members_pkey PRIMARY KEY (cognito_sub)
);

-- Items that a member does not want to be suggested for a while
create table dismissed_suggestions (
  user_id uuid not null,
  content_id uuid not null,
  dismissed_at timestamp with time zone not null,
  constraint dismissed_suggestions_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint dismissed_suggestions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint dismissed_suggestions_pkey PRIMARY KEY (user_id, content_id)
);
CREATE INDEX dismissed_suggestions_content_idx ON public.dismissed_suggestions USING btree (content_id);

-- Leases on the keys of audio that members keep on their devices. A key is derived from the id and never stored
create table downloads (
  id uuid not null,
  user_id uuid not null,
  sign_in_id uuid not null,
  content_id uuid not null,
  user_agent text -- Of the device, cut,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null -- Until then the device may use the key without asking; asking again moves it on,
  constraint downloads_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint downloads_sign_in_id_fkey FOREIGN KEY (sign_in_id) REFERENCES sign_ins(id) ON DELETE CASCADE,
  constraint downloads_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint downloads_pkey PRIMARY KEY (id),
  constraint downloads_once UNIQUE (sign_in_id, content_id)
);
CREATE INDEX downloads_content_idx ON public.downloads USING btree (content_id);
CREATE INDEX downloads_user_idx ON public.downloads USING btree (user_id, created_at);

-- One row, where a worker holds a store at the edge to what was ended
create table edge_store (
  id boolean not null default true,
  holder uuid not null,
  held_until timestamp with time zone not null,
  as_of timestamp with time zone -- When the store was last known to say all that was ended,
  trouble text -- Why it does not now, in words,
  allowed_countries text -- Where the store lets anything play, as packages/stream-token writes it; null where countries do not matter,
  constraint edge_store_one_row CHECK (id),
  constraint edge_store_pkey PRIMARY KEY (id)
);

-- Teachers and artists behind the content
create table experts (
  id uuid not null default gen_random_uuid(),
  name text not null,
  slug text,
  title text,
  bio text,
  avatar_url text,
  featured boolean not null default true,
  created_at timestamp with time zone not null default now(),
  version integer not null default 1,
  updated_at timestamp with time zone not null default now(),
  picture_id uuid,
  constraint experts_pkey PRIMARY KEY (id),
  constraint experts_slug_key UNIQUE (slug)
);
CREATE TRIGGER experts_deleted AFTER DELETE ON public.experts REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();
CREATE TRIGGER experts_inserted AFTER INSERT ON public.experts REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();
CREATE TRIGGER experts_updated AFTER UPDATE ON public.experts REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();

-- Items that a member put a heart on
create table favourites (
  user_id uuid not null,
  content_id uuid not null,
  added_at timestamp with time zone not null,
  constraint favourites_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint favourites_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint favourites_pkey PRIMARY KEY (user_id, content_id)
);
CREATE INDEX favourites_content_idx ON public.favourites USING btree (content_id);
CREATE INDEX favourites_latest_idx ON public.favourites USING btree (user_id, added_at DESC);

-- Files of items that were replaced or removed, and can be brought back for a week
create table former_files (
  id uuid not null,
  content_id uuid not null,
  file jsonb not null -- {purpose, key} and what content_sources says of it; of chapters {purpose, given, shown}: given is null for those of the media,
  replaced_at timestamp with time zone not null,
  replaced_by uuid,
  constraint former_files_file_is_known CHECK (((file ->> 'purpose'::text) = ANY (ARRAY['media'::text, 'picture'::text, 'captions'::text, 'sound'::text, 'chapters'::text]))),
  constraint former_files_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint former_files_replaced_by_fkey FOREIGN KEY (replaced_by) REFERENCES users(id) ON DELETE SET NULL,
  constraint former_files_pkey PRIMARY KEY (id)
);
CREATE INDEX former_files_content_idx ON public.former_files USING btree (content_id, replaced_at DESC);
CREATE INDEX former_files_replaced_at_idx ON public.former_files USING btree (replaced_at);
CREATE INDEX former_files_replaced_by_idx ON public.former_files USING btree (replaced_by);

-- Embedded identity provider: credentials
create table identity_accounts (
  sub uuid not null,
  email text not null,
  full_name text not null,
  password_hash text,
  email_verified boolean not null default false,
  created_at timestamp with time zone not null default now(),
  disabled_at timestamp with time zone,
  constraint identity_accounts_pkey PRIMARY KEY (sub),
  constraint identity_accounts_email_key UNIQUE (email)
);
CREATE INDEX identity_accounts_sub_text_idx ON public.identity_accounts USING btree (((sub)::text));

-- Embedded identity provider: codes that were mailed, and how often somebody tried them
create table identity_codes (
  id uuid not null,
  purpose text not null,
  owner_mac bytea not null,
  sub uuid,
  new_email text,
  code_mac bytea not null,
  tries smallint not null default 0,
  expires_at timestamp with time zone not null,
  made smallint not null default 1,
  made_since timestamp with time zone not null,
  constraint identity_codes_purpose_known CHECK ((purpose = ANY (ARRAY['confirm_address'::text, 'reset_password'::text, 'confirm_new_address'::text]))),
  constraint identity_codes_sub_fkey FOREIGN KEY (sub) REFERENCES identity_accounts(sub) ON DELETE CASCADE,
  constraint identity_codes_pkey PRIMARY KEY (id),
  constraint identity_codes_owner_key UNIQUE (purpose, owner_mac)
);
CREATE INDEX identity_codes_made_since_idx ON public.identity_codes USING btree (made_since);
CREATE INDEX identity_codes_sub_idx ON public.identity_codes USING btree (sub);

-- Embedded identity provider: who else signs an account in
create table identity_external_accounts (
  provider text not null,
  subject text not null,
  sub uuid not null,
  linked_at timestamp with time zone not null default now(),
  constraint identity_external_accounts_provider_known CHECK ((provider = 'google'::text)),
  constraint identity_external_accounts_sub_fkey FOREIGN KEY (sub) REFERENCES identity_accounts(sub) ON DELETE CASCADE,
  constraint identity_external_accounts_pkey PRIMARY KEY (provider, subject),
  constraint identity_external_accounts_sub_key UNIQUE (sub, provider)
);

-- Embedded identity provider: which refresh token of a sign-in is current
create table identity_refresh_tokens (
  sign_in_id uuid not null,
  sub uuid not null,
  generation integer not null default 0,
  rotated_at timestamp with time zone,
  expires_at timestamp with time zone not null,
  constraint identity_refresh_tokens_sub_fkey FOREIGN KEY (sub) REFERENCES identity_accounts(sub) ON DELETE CASCADE,
  constraint identity_refresh_tokens_pkey PRIMARY KEY (sign_in_id)
);
CREATE INDEX identity_refresh_tokens_sub_idx ON public.identity_refresh_tokens USING btree (sub);

-- Embedded identity provider: token signing keys, newest signs, all verify
create table identity_signing_keys (
  kid text not null,
  public_jwk jsonb not null,
  sealed_private_key bytea not null,
  created_at timestamp with time zone not null default now(),
  constraint identity_signing_keys_pkey PRIMARY KEY (kid)
);

-- One row: the key of what outlives a JWT_SECRET_KEY, sealed by it
create table lasting_key (
  id boolean not null default true,
  sealed bytea not null,
  constraint lasting_key_one_row CHECK (id),
  constraint lasting_key_pkey PRIMARY KEY (id)
);

-- Mails that wait, were sent or were given up; what they say and to whom only as long as they wait
create table mails (
  id uuid not null default gen_random_uuid(),
  cause_digest bytea not null,
  kind text not null,
  recipient text,
  sealed bytea,
  state text not null default 'queued'::text,
  attempts integer not null default 0,
  next_try_at timestamp with time zone not null,
  give_up_at timestamp with time zone not null,
  last_error text,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  is_bulk boolean not null default false,
  in_flight boolean not null default false,
  constraint mails_ended_are_wiped CHECK (((state = 'queued'::text) OR ((sealed IS NULL) AND (ended_at IS NOT NULL)))),
  constraint mails_queued_are_whole CHECK (((state <> 'queued'::text) OR ((recipient IS NOT NULL) AND (sealed IS NOT NULL) AND (ended_at IS NULL)))),
  constraint mails_sent_name_nobody CHECK (((state <> 'sent'::text) OR (recipient IS NULL))),
  constraint mails_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'dead'::text]))),
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_cause_digest_key UNIQUE (cause_digest)
);
CREATE INDEX mails_created_at_idx ON public.mails USING btree (created_at DESC, id);
CREATE INDEX mails_ended_at_idx ON public.mails USING btree (ended_at);
CREATE INDEX mails_next_try_at_idx ON public.mails USING btree (is_bulk, next_try_at) WHERE (state = 'queued'::text);
CREATE INDEX mails_not_sent_idx ON public.mails USING btree (state, created_at DESC, id) WHERE (state <> 'sent'::text);
CREATE INDEX mails_recipient_idx ON public.mails USING btree (recipient) WHERE (state = 'queued'::text);
CREATE TRIGGER mails_campaign_dropped AFTER DELETE ON public.mails FOR EACH ROW WHEN (((old.kind = 'campaign'::text) AND (old.state = 'queued'::text))) EXECUTE FUNCTION note_campaign_delivery();
CREATE TRIGGER mails_campaign_ended AFTER UPDATE OF state ON public.mails FOR EACH ROW WHEN (((new.kind = 'campaign'::text) AND (new.state <> 'queued'::text))) EXECUTE FUNCTION note_campaign_delivery();
CREATE TRIGGER mails_queued AFTER INSERT ON public.mails FOR EACH ROW EXECUTE FUNCTION notify_mail_queued();

-- Transcodes: state, progress from 0 to 1, and the reason of a failure in words
create table media_jobs (
  id uuid not null,
  content_id uuid not null,
  source_key text not null,
  picture_key text,
  state text not null default 'queued'::text,
  progress real not null default 0,
  failure text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  attempt integer not null default 1,
  idempotency_key uuid not null default gen_random_uuid() -- Names the attempt to the transcoder; a new one for each attempt,
  external_job_id text -- The transcoder's own id of the attempt, once it has been started,
  captions jsonb not null default '[]'::jsonb -- [{language, key}]: WebVTT in the object store,
  is_retry_asked boolean not null default false,
  output_id uuid -- The folder of media that it fills beside those of an item that plays meanwhile, as long as that is there; null: the item's own,
  sounds jsonb not null default '[]'::jsonb -- [{language, label, key}]: sounds that are added to the media,
  constraint media_jobs_captions_are_a_list CHECK ((jsonb_typeof(captions) = 'array'::text)),
  constraint media_jobs_progress_range CHECK (((progress >= (0)::double precision) AND (progress <= (1)::double precision))),
  constraint media_jobs_sounds_are_a_list CHECK ((jsonb_typeof(sounds) = 'array'::text)),
  constraint media_jobs_state_known CHECK ((state = ANY (ARRAY['queued'::text, 'processing'::text, 'playable'::text, 'completed'::text, 'failed'::text, 'cancelled'::text]))),
  constraint media_jobs_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint media_jobs_pkey PRIMARY KEY (id),
  constraint media_jobs_idempotency_key_key UNIQUE (idempotency_key)
);
CREATE INDEX media_jobs_content_idx ON public.media_jobs USING btree (content_id);
CREATE INDEX media_jobs_created_idx ON public.media_jobs USING btree (created_at DESC, id DESC);
CREATE INDEX media_jobs_output_idx ON public.media_jobs USING btree (state) WHERE (output_id IS NOT NULL);
CREATE INDEX media_jobs_retry_asked_idx ON public.media_jobs USING btree (id) WHERE is_retry_asked;
CREATE INDEX media_jobs_state_idx ON public.media_jobs USING btree (state, created_at DESC, id DESC);
CREATE INDEX media_jobs_unwanted_idx ON public.media_jobs USING btree (updated_at) WHERE ((state = 'cancelled'::text) AND (external_job_id IS NOT NULL));
CREATE TRIGGER media_jobs_changed AFTER INSERT OR UPDATE ON public.media_jobs FOR EACH ROW EXECUTE FUNCTION notify_media_job_changed();

-- One sitting: when, how long, and how the breath went
create table meditation_sessions (
  id uuid not null default gen_random_uuid(),
  user_id uuid not null,
  content_id uuid,
  session_type text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  duration_seconds integer,
  completed boolean not null default false,
  total_breaths integer not null default 0,
  avg_breath_duration numeric(5,2),
  breath_consistency_score numeric(3,2),
  inhale_exhale_ratio numeric(3,2),
  quality_score numeric(3,2),
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  pattern text not null default 'none'::text,
  target jsonb,
  paused_seconds integer not null default 0,
  store_breath boolean not null default true,
  heard_until timestamp with time zone,
  left_at timestamp with time zone -- When the page of a running session said that it was being closed; null again once the session is resumed,
  pattern_name text,
  mood_before smallint -- 1 (heavy) to 5 (bright), as the member tapped it; null: not said, or taken back,
  mood_after smallint,
  note text -- In the words of the member; null: none,
  constraint meditation_sessions_mood_after_known CHECK (((mood_after >= 1) AND (mood_after <= 5))),
  constraint meditation_sessions_mood_before_known CHECK (((mood_before >= 1) AND (mood_before <= 5))),
  constraint meditation_sessions_pattern_known CHECK ((pattern = ANY (ARRAY['none'::text, 'box'::text, '4-7-8'::text, 'coherent'::text, 'studio'::text, 'own'::text]))),
  constraint meditation_sessions_pattern_named CHECK (((pattern = 'studio'::text) = (pattern_name IS NOT NULL))),
  constraint meditation_sessions_pause_sane CHECK ((paused_seconds >= 0)),
  constraint meditation_sessions_type_known CHECK ((session_type = ANY (ARRAY['guided'::text, 'free_practice'::text, 'timer'::text, 'listening'::text]))),
  constraint meditation_sessions_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE SET NULL,
  constraint meditation_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint meditation_sessions_pkey PRIMARY KEY (id)
);
CREATE INDEX idx_meditation_open ON public.meditation_sessions USING btree (started_at) WHERE (ended_at IS NULL);
CREATE INDEX idx_meditation_started ON public.meditation_sessions USING btree (started_at);
CREATE INDEX idx_meditation_user ON public.meditation_sessions USING btree (user_id);
CREATE INDEX idx_meditation_user_started ON public.meditation_sessions USING btree (user_id, started_at DESC, id DESC);
CREATE TRIGGER meditation_session_deleted AFTER DELETE ON public.meditation_sessions FOR EACH ROW EXECUTE FUNCTION notify_meditation_session_ended();
CREATE TRIGGER meditation_session_ended AFTER UPDATE OF ended_at ON public.meditation_sessions FOR EACH ROW WHEN (((old.ended_at IS NULL) AND (new.ended_at IS NOT NULL))) EXECUTE FUNCTION notify_meditation_session_ended();

-- Members who are not deleted, once for each of their words; follows users
create table member_words (
  word text not null,
  user_id uuid not null,
  constraint member_words_pkey PRIMARY KEY (word, user_id)
);

-- Each time that a subscription ended, and why
create table newsletter_endings (
  id uuid not null default gen_random_uuid(),
  subscriber_id uuid,
  campaign_id uuid,
  reason text not null,
  at timestamp with time zone not null,
  constraint newsletter_endings_reason_known CHECK ((reason = ANY (ARRAY['unsubscribed'::text, 'bounced'::text, 'complained'::text]))),
  constraint newsletter_endings_subscriber_id_fkey FOREIGN KEY (subscriber_id) REFERENCES newsletter_subscribers(id) ON DELETE SET NULL,
  constraint newsletter_endings_pkey PRIMARY KEY (id)
);
CREATE INDEX newsletter_endings_campaign_idx ON public.newsletter_endings USING btree (campaign_id, reason) WHERE (campaign_id IS NOT NULL);
CREATE INDEX newsletter_endings_subscriber_idx ON public.newsletter_endings USING btree (subscriber_id);

-- Newsletter addresses and their state
create table newsletter_subscribers (
  id uuid not null default gen_random_uuid(),
  email text not null,
  name text,
  source text,
  status text not null default 'pending'::text,
  client_ip inet,
  subscribed_at timestamp with time zone not null default now(),
  unsubscribed_at timestamp with time zone -- When it ended: unsubscribed, bounced or complained,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  topics text[] not null default '{}'::text[],
  frequency text not null default 'all'::text,
  consent_at timestamp with time zone,
  confirmed_at timestamp with time zone,
  mailed_at timestamp with time zone,
  constraint newsletter_subscribers_active_agreed CHECK (((status <> 'active'::text) OR (consent_at IS NOT NULL))),
  constraint newsletter_subscribers_frequency_known CHECK ((frequency = ANY (ARRAY['all'::text, 'weekly'::text, 'monthly'::text]))),
  constraint newsletter_subscribers_status_known CHECK ((status = ANY (ARRAY['pending'::text, 'active'::text, 'unsubscribed'::text, 'bounced'::text, 'complained'::text]))),
  constraint newsletter_subscribers_pkey PRIMARY KEY (id),
  constraint newsletter_subscribers_email_key UNIQUE (email)
);
CREATE INDEX idx_newsletter_status ON public.newsletter_subscribers USING btree (status);
CREATE TRIGGER newsletter_subscribers_mails_deleted AFTER DELETE ON public.newsletter_subscribers FOR EACH ROW EXECUTE FUNCTION delete_campaign_mails();
CREATE TRIGGER newsletter_subscribers_mails_ended AFTER UPDATE OF status ON public.newsletter_subscribers FOR EACH ROW WHEN (((new.status <> 'active'::text) AND (old.status = 'active'::text))) EXECUTE FUNCTION delete_campaign_mails();

-- Addresses that get no newsletter, as hashes; kept after their subscribers are deleted
create table newsletter_suppressions (
  email_hash bytea not null,
  reason text not null,
  at timestamp with time zone not null,
  constraint newsletter_suppressions_reason_known CHECK ((reason = ANY (ARRAY['unsubscribed'::text, 'bounced'::text, 'complained'::text, 'deleted'::text]))),
  constraint newsletter_suppressions_pkey PRIMARY KEY (email_hash)
);

-- Encrypted requests that have come, so that none comes twice
create table payload_nonces (
  nonce text not null,
  seen_at timestamp with time zone not null,
  constraint payload_nonces_pkey PRIMARY KEY (nonce)
);
CREATE INDEX payload_nonces_seen_at_idx ON public.payload_nonces USING btree (seen_at);

-- How the views of a day played: start times, stalls, heights and errors
create table playback_quality (
  content_id uuid not null,
  day date not null,
  measure text not null,
  value text not null,
  views integer not null,
  constraint playback_quality_measure_known CHECK ((measure = ANY (ARRAY['start'::text, 'stalls'::text, 'height'::text, 'error'::text]))),
  constraint playback_quality_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint playback_quality_pkey PRIMARY KEY (content_id, day, measure, value)
);

-- Browsers that show reminders (RFC 8030), and the reminder that waits for each: a newer one takes its place
create table push_subscriptions (
  id uuid not null,
  user_id uuid not null,
  sign_in_id uuid -- By which the device was added. Ended by somebody, it takes the device with it; one that expires does not: reminders are for those who stay away,
  endpoint text not null,
  p256dh text not null -- Public key of the browser (RFC 8291), base64url,
  auth text not null -- Secret that the browser shares with us (RFC 8291), base64url,
  user_agent text -- Of the device, cut,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone -- When its push service last took a reminder,
  useful_until timestamp with time zone -- Of the reminder that waits: later it is of no use,
  next_try_at timestamp with time zone -- Of the reminder that waits; null: none does,
  attempts integer not null default 0,
  constraint push_subscriptions_waiting CHECK (((next_try_at IS NULL) = (useful_until IS NULL))),
  constraint push_subscriptions_sign_in_id_fkey FOREIGN KEY (sign_in_id) REFERENCES sign_ins(id) ON DELETE SET NULL,
  constraint push_subscriptions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint push_subscriptions_pkey PRIMARY KEY (id),
  constraint push_subscriptions_endpoint_key UNIQUE (endpoint)
);
CREATE INDEX push_subscriptions_due_idx ON public.push_subscriptions USING btree (next_try_at) WHERE (next_try_at IS NOT NULL);
CREATE INDEX push_subscriptions_sign_in_idx ON public.push_subscriptions USING btree (sign_in_id);
CREATE INDEX push_subscriptions_user_idx ON public.push_subscriptions USING btree (user_id, created_at);

-- One row, written whenever somebody asks whether an API process is ready
create table readiness (
  id boolean not null default true,
  written_at timestamp with time zone not null,
  constraint readiness_one_row CHECK (id),
  constraint readiness_pkey PRIMARY KEY (id)
);

-- The last view of a viewer and item, until a day after its last report
create table recent_views (
  viewer uuid not null,
  content_id uuid not null,
  view_id uuid not null,
  viewed_at timestamp with time zone not null,
  began_at timestamp with time zone not null,
  reported_at timestamp with time zone not null,
  session_id text,
  watched integer not null,
  bins int4multirange not null,
  start_ms integer,
  stalls integer,
  height smallint,
  errors text[] not null,
  earlier_viewed_at timestamp with time zone,
  earlier_watched integer,
  earlier_bins int4multirange,
  earlier_start_ms integer,
  earlier_stalls integer,
  earlier_height smallint,
  earlier_errors text[],
  constraint recent_views_pkey PRIMARY KEY (viewer, content_id)
);
CREATE INDEX recent_views_reported_at_idx ON public.recent_views USING brin (reported_at);

-- Sign-ins by another provider that came back, so that none comes back twice
create table redeemed_flows (
  state_digest bytea not null,
  expires_at timestamp with time zone not null,
  constraint redeemed_flows_pkey PRIMARY KEY (state_digest)
);
CREATE INDEX redeemed_flows_expires_at_idx ON public.redeemed_flows USING btree (expires_at);

-- When members are reminded of their practice, and how; one row a member who has chosen it once
create table reminders (
  user_id uuid not null,
  days smallint[] not null -- Of the week, 1 is Monday,
  at_time time without time zone not null -- On the clock of time_zone, whatever that does in spring and autumn,
  time_zone text not null,
  due_at timestamp with time zone -- When the next one is due; null while they are switched off,
  last_sent_on date -- The day in time_zone for which the last one was sent: a day has one at the most,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  by_mail boolean not null default true,
  by_push boolean not null default false -- By Web Push, on each device of push_subscriptions,
  quiet_from time without time zone default '21:00:00'::time without time zone -- On the clock of time_zone: from then on nothing is pushed, until quiet_until; both null where no hours are quiet,
  quiet_until time without time zone default '07:00:00'::time without time zone,
  constraint reminders_days_known CHECK ((((cardinality(days) >= 1) AND (cardinality(days) <= 7)) AND (days <@ '{1,2,3,4,5,6,7}'::smallint[]))),
  constraint reminders_quiet_hours CHECK ((((quiet_from IS NULL) = (quiet_until IS NULL)) AND (quiet_from <> quiet_until))),
  constraint reminders_some_way CHECK ((by_mail OR by_push)),
  constraint reminders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint reminders_pkey PRIMARY KEY (user_id)
);
CREATE INDEX reminders_due_idx ON public.reminders USING btree (due_at) WHERE (due_at IS NOT NULL);

-- Playable HLS renditions of an item; bandwidths in bits per second
create table renditions (
  content_id uuid not null,
  name text not null,
  kind text not null,
  width integer,
  height integer,
  bandwidth integer not null,
  average_bandwidth integer not null,
  codecs text not null,
  frame_rate double precision,
  constraint renditions_kind_known CHECK ((kind = ANY (ARRAY['video'::text, 'audio'::text]))),
  constraint renditions_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint renditions_pkey PRIMARY KEY (content_id, name)
);
CREATE TRIGGER renditions_deleted AFTER DELETE ON public.renditions REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();
CREATE TRIGGER renditions_inserted AFTER INSERT ON public.renditions REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();
CREATE TRIGGER renditions_updated AFTER UPDATE ON public.renditions REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION notify_catalogue_changed();

-- What the edges must refuse although its tokens are genuine; rows leave when no such token lives
create table revocations (
  kind text not null,
  subject text not null,
  member_sub text,
  ended boolean not null,
  role text,
  tier text,
  content_type text,
  raised_at timestamp with time zone,
  streams jsonb not null default '[]'::jsonb,
  changed_at timestamp with time zone not null default clock_timestamp(),
  xid xid8 not null default pg_current_xact_id(),
  seq bigint not null,
  countries text not null default ''::text -- Where an item may be played; a row stays as long as it has a list,
  constraint revocations_kind_known CHECK ((kind = ANY (ARRAY['member'::text, 'sign_in'::text, 'stream'::text, 'item'::text]))),
  constraint revocations_pkey PRIMARY KEY (kind, subject)
);
CREATE INDEX revocations_changed_at_idx ON public.revocations USING btree (changed_at);
CREATE INDEX revocations_xid_idx ON public.revocations USING btree (xid, seq);

-- What members play one after another, by a name of theirs
create table routines (
  user_id uuid not null,
  id uuid not null,
  name text not null,
  steps jsonb not null -- A list, in order, by their kind: items {content_id} (older rows name no kind), timers {id, minutes, bell} and breathing {id, minutes, pattern, target}; items that are taken down or purged stay in it,
  version integer not null default 1 -- Counts the changes, so that nobody writes over what another device has changed,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null,
  constraint routines_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint routines_pkey PRIMARY KEY (user_id, id)
);

create table schema_migrations (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null default now(),
  constraint schema_migrations_pkey PRIMARY KEY (name)
);

-- How many items that are not deleted belong to a category, an expert or a series; no row: none
create table shelf_items (
  shelf_id uuid not null,
  items integer not null,
  constraint shelf_items_pkey PRIMARY KEY (shelf_id)
);

-- Sign-ins: whose, on what device, until when; a member is who has a living one
create table sign_ins (
  id uuid not null -- The origin_jti of every token that the sign-in led to,
  sub text not null,
  device text -- The user agent, cut,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  provider text not null,
  last_seen_at timestamp with time zone not null,
  revoked_reason text,
  country text -- ISO 3166 code of where it was used last; null where nobody knows,
  method text not null default 'password'::text,
  stepped_up_at timestamp with time zone -- When its holder proved last who they are: at first by signing in, unless that was at the provider itself,
  constraint sign_ins_country_known CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint sign_ins_method_known CHECK ((method = ANY (ARRAY['password'::text, 'google'::text, 'provider'::text]))),
  constraint sign_ins_reason_known CHECK ((revoked_reason = ANY (ARRAY['signed_out'::text, 'refresh_token_reused'::text, 'member_suspended'::text, 'member_deleted'::text, 'password_reset'::text, 'password_changed'::text, 'revoked_by_member'::text, 'revoked_by_admin'::text, 'account_deleted'::text]))),
  constraint sign_ins_pkey PRIMARY KEY (id)
);
CREATE INDEX sign_ins_expires_at_idx ON public.sign_ins USING btree (expires_at);
CREATE INDEX sign_ins_sub_idx ON public.sign_ins USING btree (sub);
CREATE TRIGGER sign_ins_deleted AFTER DELETE ON public.sign_ins REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION delete_refresh_tokens();
CREATE TRIGGER sign_ins_downloads_end AFTER UPDATE OF revoked_at ON public.sign_ins FOR EACH ROW WHEN (((new.revoked_at IS NOT NULL) AND (old.revoked_at IS NULL))) EXECUTE FUNCTION delete_downloads_of_sign_in();
CREATE TRIGGER sign_ins_member_changed AFTER UPDATE OF revoked_at ON public.sign_ins FOR EACH ROW WHEN ((new.revoked_at IS DISTINCT FROM old.revoked_at)) EXECUTE FUNCTION notify_sign_in_changed();
CREATE TRIGGER sign_ins_member_first_seen AFTER INSERT ON public.sign_ins FOR EACH ROW EXECUTE FUNCTION note_member_seen();
CREATE TRIGGER sign_ins_member_seen AFTER UPDATE OF last_seen_at ON public.sign_ins FOR EACH ROW WHEN ((date_trunc('hour'::text, new.last_seen_at) IS DISTINCT FROM date_trunc('hour'::text, old.last_seen_at))) EXECUTE FUNCTION note_member_seen();
CREATE TRIGGER sign_ins_places_left AFTER UPDATE OF revoked_at ON public.sign_ins FOR EACH ROW WHEN (((new.revoked_at IS NOT NULL) AND (old.revoked_at IS NULL))) EXECUTE FUNCTION leave_places_of_sign_in();
CREATE TRIGGER sign_ins_push_ends AFTER UPDATE OF revoked_at ON public.sign_ins FOR EACH ROW WHEN (((new.revoked_at IS NOT NULL) AND (old.revoked_at IS NULL))) EXECUTE FUNCTION delete_push_subscriptions_of_sign_in();
CREATE TRIGGER sign_ins_revocation_deleted AFTER DELETE ON public.sign_ins FOR EACH ROW WHEN (((old.revoked_at IS NULL) AND (old.expires_at > now()))) EXECUTE FUNCTION record_sign_in_revocation();
CREATE TRIGGER sign_ins_revocation_inserted AFTER INSERT ON public.sign_ins FOR EACH ROW WHEN ((new.revoked_at IS NOT NULL)) EXECUTE FUNCTION record_sign_in_revocation();
CREATE TRIGGER sign_ins_revocation_updated AFTER UPDATE OF revoked_at ON public.sign_ins FOR EACH ROW WHEN (((new.revoked_at IS NOT NULL) AND (old.revoked_at IS NULL))) EXECUTE FUNCTION record_sign_in_revocation();

-- The words of captions that members can choose, by which items are found
create table spoken_words (
  content_id uuid not null,
  words text not null default ''::text,
  drawn_at timestamp with time zone -- When the words became what they are; null before they were drawn,
  due_at timestamp with time zone -- From when on they are to be drawn from the captions again; null: they are what the captions say,
  constraint spoken_words_are_bounded CHECK ((length(words) <= 600000)),
  constraint spoken_words_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint spoken_words_pkey PRIMARY KEY (content_id)
);
CREATE INDEX spoken_words_due_at_idx ON public.spoken_words USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE TRIGGER spoken_words_changed AFTER INSERT OR UPDATE OF words ON public.spoken_words FOR EACH ROW EXECUTE FUNCTION notify_spoken_words_changed();

-- How much the store of the media holds, as a worker measured it
create table storage_usage (
  id boolean not null default true,
  objects bigint not null,
  bytes bigint not null,
  measured_at timestamp with time zone not null,
  constraint storage_usage_one_row CHECK (id),
  constraint storage_usage_pkey PRIMARY KEY (id)
);

-- Running and past plays; ended ones are refused at the edge
create table stream_sessions (
  id uuid not null,
  user_id uuid not null,
  content_id uuid not null,
  sign_in_id uuid,
  user_agent text,
  max_height integer not null,
  started_at timestamp with time zone not null,
  last_seen_at timestamp with time zone not null,
  expires_at timestamp with time zone not null -- When its youngest token expires; no other stream of the member and item has a token that expires in the same second,
  ended_at timestamp with time zone,
  place smallint,
  ended_reason text,
  taken_over_by uuid,
  earlier_expires_at timestamp with time zone[] not null default '{}'::timestamp with time zone[],
  constraint stream_sessions_place_positive CHECK ((place > 0)),
  constraint stream_sessions_reason_known CHECK ((ended_reason = ANY (ARRAY['taken_over'::text, 'ended_by_member'::text, 'no_place'::text]))),
  constraint stream_sessions_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint stream_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint stream_sessions_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX stream_sessions_place_key ON public.stream_sessions USING btree (user_id, place) WHERE ((place IS NOT NULL) AND (ended_at IS NULL));
CREATE INDEX stream_sessions_sign_in_idx ON public.stream_sessions USING btree (sign_in_id, expires_at);
CREATE INDEX stream_sessions_started_at_idx ON public.stream_sessions USING btree (started_at);
CREATE INDEX stream_sessions_user_idx ON public.stream_sessions USING btree (user_id, expires_at);
CREATE TRIGGER stream_sessions_revocation_inserted AFTER INSERT ON public.stream_sessions FOR EACH ROW WHEN ((new.ended_at IS NOT NULL)) EXECUTE FUNCTION record_stream_revocation();
CREATE TRIGGER stream_sessions_revocation_updated AFTER UPDATE OF ended_at ON public.stream_sessions FOR EACH ROW WHEN (((new.ended_at IS NOT NULL) AND (old.ended_at IS NULL))) EXECUTE FUNCTION record_stream_revocation();

-- How members like their timer set, by a name
create table timer_presets (
  user_id uuid not null,
  id uuid not null,
  name text not null,
  minutes smallint,
  preparation_seconds smallint not null,
  interval_minutes smallint,
  start_bell boolean not null,
  end_bell boolean not null,
  created_at timestamp with time zone not null default now(),
  ambient_sounds jsonb not null default '[]'::jsonb -- A list of sound and level (1 to 100); the API's schema says which there are,
  constraint timer_presets_interval_known CHECK (((interval_minutes >= 1) AND (interval_minutes <= 180))),
  constraint timer_presets_minutes_known CHECK (((minutes >= 1) AND (minutes <= 180))),
  constraint timer_presets_preparation_known CHECK (((preparation_seconds >= 0) AND (preparation_seconds <= 300))),
  constraint timer_presets_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint timer_presets_pkey PRIMARY KEY (user_id, id)
);

-- Pictures that may be in the store and that no expert, category or series refers to: replaced ones, and those that are being set
create table unused_pictures (
  id uuid not null,
  unused_since timestamp with time zone not null,
  constraint unused_pictures_pkey PRIMARY KEY (id)
);
CREATE INDEX unused_pictures_since_idx ON public.unused_pictures USING btree (unused_since);

-- The parts of uploads that the object store has, for when they are joined
create table upload_parts (
  upload_id uuid not null,
  number integer not null,
  etag text not null,
  constraint upload_parts_number_positive CHECK ((number > 0)),
  constraint upload_parts_upload_id_fkey FOREIGN KEY (upload_id) REFERENCES uploads(id) ON DELETE CASCADE,
  constraint upload_parts_pkey PRIMARY KEY (upload_id, number)
);

-- Files that are uploaded to items: how much of each has arrived, and what became of it
create table uploads (
  id uuid not null,
  owner_id uuid not null,
  content_id uuid not null,
  purpose text not null,
  language text,
  file_name text not null,
  length bigint not null,
  received bigint not null default 0,
  sha256 text,
  object_key text not null,
  store_upload_id text not null,
  state text not null default 'receiving'::text -- receiving; received: all bytes are there; queued: the worker looks at it; taken_up: it belongs to the item; refused: see failure,
  failure text,
  left_out text[] not null default '{}'::text[],
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  tail_key text -- The object of what has arrived after the last whole part; null where nothing has,
  label text,
  request_id text -- Of the request that began it; null of those from before it was kept,
  writer uuid -- The request that wrote a part last, or does so now; null where none does,
  writes_part integer -- The number of that part,
  writes_since timestamp with time zone -- When it began to; one whose process was killed is passed over after a while,
  constraint uploads_purpose_known CHECK ((purpose = ANY (ARRAY['media'::text, 'picture'::text, 'captions'::text, 'chapters'::text, 'sound'::text]))),
  constraint uploads_received_range CHECK (((received >= 0) AND (received <= length))),
  constraint uploads_sounds_may_have_a_label CHECK (((label IS NULL) OR (purpose = 'sound'::text))),
  constraint uploads_state_known CHECK ((state = ANY (ARRAY['receiving'::text, 'received'::text, 'queued'::text, 'taken_up'::text, 'refused'::text]))),
  constraint uploads_tracks_have_a_language CHECK (((purpose = ANY (ARRAY['captions'::text, 'sound'::text])) = (language IS NOT NULL))),
  constraint uploads_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint uploads_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint uploads_pkey PRIMARY KEY (id)
);
CREATE INDEX uploads_content_idx ON public.uploads USING btree (content_id);
CREATE INDEX uploads_owner_idx ON public.uploads USING btree (owner_id, created_at DESC);
CREATE INDEX uploads_unfinished_idx ON public.uploads USING btree (state, updated_at) WHERE (state = ANY (ARRAY['receiving'::text, 'received'::text]));
CREATE TRIGGER uploads_changed AFTER INSERT OR UPDATE OF state ON public.uploads FOR EACH ROW EXECUTE FUNCTION notify_upload_changed();

-- Members: profile, role, tier and status
create table users (
  id uuid not null default gen_random_uuid(),
  cognito_sub text not null,
  email text not null,
  display_name text,
  avatar_url text,
  role text not null default 'free_user'::text,
  subscription_tier text not null default 'free'::text,
  status text not null default 'active'::text,
  last_login timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  deletion_requested_at timestamp with time zone -- When the member asked for the deletion of the account, which a worker does some days later; null if they keep it,
  signed_out_at timestamp with time zone -- When all sign-ins (but one) were ended last; none that began before begins here,
  provider_behind_since timestamp with time zone -- When status, role or tier changed that a worker has not told the identity provider of yet,
  provider_status_behind boolean not null default false -- Whether the status is among it,
  analytics_opt_out boolean not null default false -- The member does not want that what they play is counted,
  suspended_reason text -- Why, as the member is told; null where nobody said, or for one who is not suspended,
  last_seen_at timestamp with time zone not null default now() -- True to an hour: sign_ins.last_seen_at says it of each sign-in,
  search_words tsvector not null generated always as array_to_tsvector(words_of(((email || ' '::text) || COALESCE(display_name, ''::text)))) stored,
  language text -- A tag of ISO 639-1; null: the member never chose, and each device asks its browser,
  constraint users_email_normal CHECK (((email = lower(email)) AND (email IS NFC NORMALIZED))),
  constraint users_language_check CHECK ((language ~ '^[a-z]{2}$'::text)),
  constraint users_role_known CHECK ((role = ANY (ARRAY['free_user'::text, 'premium_user'::text, 'admin'::text, 'content_creator'::text, 'moderator'::text]))),
  constraint users_status_known CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'deleted'::text]))),
  constraint users_tier_known CHECK ((subscription_tier = ANY (ARRAY['free'::text, 'basic'::text, 'premium'::text]))),
  constraint users_pkey PRIMARY KEY (id),
  constraint users_cognito_sub_key UNIQUE (cognito_sub)
);
CREATE INDEX users_created_at_idx ON public.users USING btree (created_at, id);
CREATE INDEX users_deletion_requested_at_idx ON public.users USING btree (deletion_requested_at) WHERE (deletion_requested_at IS NOT NULL);
CREATE UNIQUE INDEX users_email_key ON public.users USING btree (email) WHERE (status <> 'deleted'::text);
CREATE INDEX users_last_seen_at_idx ON public.users USING btree (last_seen_at, id);
CREATE INDEX users_name_idx ON public.users USING btree (lower(COALESCE(display_name, ''::text)), id);
CREATE INDEX users_not_active_idx ON public.users USING btree (status, subscription_tier, last_seen_at, id) WHERE (status <> 'active'::text);
CREATE INDEX users_provider_behind_since_idx ON public.users USING btree (provider_behind_since) WHERE (provider_behind_since IS NOT NULL);
CREATE INDEX users_subscription_idx ON public.users USING btree (subscription_tier, created_at, id);
CREATE INDEX users_with_a_task_idx ON public.users USING btree (role) WHERE (role <> ALL (ARRAY['free_user'::text, 'premium_user'::text]));
CREATE TRIGGER users_deleted AFTER DELETE ON public.users FOR EACH ROW EXECUTE FUNCTION end_deleted_member();
CREATE TRIGGER users_last_admin BEFORE UPDATE OF role, status, deletion_requested_at ON public.users FOR EACH ROW WHEN (((old.role = 'admin'::text) AND (old.status = 'active'::text) AND (old.deletion_requested_at IS NULL) AND (NOT ((new.role = 'admin'::text) AND (new.status = 'active'::text) AND (new.deletion_requested_at IS NULL))))) EXECUTE FUNCTION keep_an_admin();
CREATE TRIGGER users_mails_deleted AFTER DELETE ON public.users FOR EACH ROW EXECUTE FUNCTION delete_mails_of_member();
CREATE TRIGGER users_mails_marked_deleted AFTER UPDATE OF status ON public.users FOR EACH ROW WHEN (((new.status = 'deleted'::text) AND (old.status IS DISTINCT FROM 'deleted'::text))) EXECUTE FUNCTION delete_mails_of_member();
CREATE TRIGGER users_marked_deleted AFTER UPDATE OF status ON public.users FOR EACH ROW WHEN (((new.status = 'deleted'::text) AND (old.status IS DISTINCT FROM 'deleted'::text))) EXECUTE FUNCTION end_deleted_member();
CREATE TRIGGER users_member_changed AFTER UPDATE OF role, subscription_tier, status, email, display_name, avatar_url, deletion_requested_at, analytics_opt_out, language ON public.users FOR EACH ROW EXECUTE FUNCTION notify_member_changed();
CREATE TRIGGER users_not_deleted AFTER INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION refuse_deleted_member();
CREATE TRIGGER users_places_left AFTER UPDATE OF role, subscription_tier, status ON public.users FOR EACH ROW WHEN ((((new.status <> 'active'::text) AND (old.status = 'active'::text)) OR (tier_rank_of(new.role, new.subscription_tier) < tier_rank_of(old.role, old.subscription_tier)))) EXECUTE FUNCTION leave_places_of_member();
CREATE TRIGGER users_provider_behind BEFORE UPDATE OF status, role, subscription_tier ON public.users FOR EACH ROW WHEN ((((new.status IS DISTINCT FROM old.status) OR (new.role IS DISTINCT FROM old.role)) OR (new.subscription_tier IS DISTINCT FROM old.subscription_tier))) EXECUTE FUNCTION note_provider_behind();
CREATE TRIGGER users_revocation_deleted AFTER DELETE ON public.users FOR EACH ROW EXECUTE FUNCTION record_member_revocation();
CREATE TRIGGER users_revocation_inserted AFTER INSERT ON public.users FOR EACH ROW WHEN ((new.status <> 'active'::text)) EXECUTE FUNCTION record_member_revocation();
CREATE TRIGGER users_revocation_updated AFTER UPDATE OF role, subscription_tier, status ON public.users FOR EACH ROW WHEN ((((new.role IS DISTINCT FROM old.role) OR (new.subscription_tier IS DISTINCT FROM old.subscription_tier)) OR (new.status IS DISTINCT FROM old.status))) EXECUTE FUNCTION record_member_revocation();
CREATE TRIGGER users_views_forgotten AFTER DELETE ON public.users REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_viewers();
CREATE TRIGGER users_words_deleted AFTER DELETE ON public.users FOR EACH ROW EXECUTE FUNCTION note_member_words();
CREATE TRIGGER users_words_inserted AFTER INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION note_member_words();
CREATE TRIGGER users_words_updated AFTER UPDATE OF email, display_name, status ON public.users FOR EACH ROW WHEN (((new.email IS DISTINCT FROM old.email) OR (new.display_name IS DISTINCT FROM old.display_name) OR ((new.status = 'deleted'::text) <> (old.status = 'deleted'::text)))) EXECUTE FUNCTION note_member_words();

-- Views that count, each once per item, viewer and half hour
create table video_analytics (
  id uuid not null default gen_random_uuid(),
  content_id uuid not null,
  user_id uuid,
  session_id text,
  viewed_at timestamp with time zone not null default now(),
  watch_duration integer -- Seconds watched: no more than the item is long, and than passed meanwhile,
  ip_address inet,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  constraint video_analytics_pkey1 PRIMARY KEY (viewed_at, id)
) partition by RANGE (viewed_at);
CREATE INDEX idx_analytics_content ON ONLY public.video_analytics USING btree (content_id);
CREATE INDEX idx_analytics_user ON ONLY public.video_analytics USING btree (user_id) WHERE (user_id IS NOT NULL);
CREATE INDEX idx_analytics_viewed_at ON ONLY public.video_analytics USING brin (viewed_at);
CREATE INDEX video_analytics_client_idx ON ONLY public.video_analytics USING btree (viewed_at) WHERE ((ip_address IS NOT NULL) OR (user_agent IS NOT NULL) OR (session_id IS NOT NULL));

-- Views of an item by day and by where they came from
create table view_day_facets (
  content_id uuid not null,
  day date not null,
  facet text not null,
  value text not null,
  views integer not null,
  viewers integer not null,
  constraint view_day_facets_known CHECK ((facet = ANY (ARRAY['country'::text, 'source'::text]))),
  constraint view_day_facets_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint view_day_facets_pkey PRIMARY KEY (content_id, day, facet, value)
);
CREATE INDEX view_day_facets_day_idx ON public.view_day_facets USING brin (day) WITH (autosummarize='on');

-- Views of an item by day, hour and device, and how far they came
create table view_days (
  content_id uuid not null,
  day date not null,
  views integer not null,
  viewers integer not null,
  watch_seconds bigint not null,
  reached_quarter integer not null,
  reached_half integer not null,
  reached_end integer not null,
  hours integer[] not null default '{}'::integer[],
  desktop_views integer not null default 0,
  desktop_viewers integer not null default 0,
  phone_views integer not null default 0,
  phone_viewers integer not null default 0,
  tablet_views integer not null default 0,
  tablet_viewers integer not null default 0,
  tv_views integer not null default 0,
  tv_viewers integer not null default 0,
  other_views integer not null default 0,
  other_viewers integer not null default 0,
  constraint view_days_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint view_days_pkey PRIMARY KEY (content_id, day)
);
CREATE INDEX view_days_day_idx ON public.view_days USING brin (day) WITH (autosummarize='on');

-- Views of all items by day
create table view_platform_days (
  day date not null,
  views integer not null,
  viewers integer not null,
  watch_seconds bigint not null,
  reached_end integer not null,
  constraint view_platform_days_pkey PRIMARY KEY (day)
);

-- How many views of a day saw which ten seconds of an item
create table view_positions (
  content_id uuid not null,
  day date not null,
  bin smallint not null,
  views integer not null,
  constraint view_positions_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint view_positions_pkey PRIMARY KEY (content_id, day, bin)
);

-- Views of an item since it is there
create table view_totals (
  content_id uuid not null,
  views bigint not null,
  watch_seconds bigint not null,
  heat double precision,
  changed xid8 not null,
  constraint view_totals_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint view_totals_pkey PRIMARY KEY (content_id)
);

-- The salt of anonymous viewers, one a day (UTC), deleted after it
create table viewer_salts (
  day date not null,
  salt bytea not null,
  constraint viewer_salts_pkey PRIMARY KEY (day)
);

-- Where a member stopped in an item, and whether they watched it to its end
create table watch_positions (
  user_id uuid not null,
  content_id uuid not null,
  position_seconds double precision not null,
  sequence bigint not null,
  moved_back boolean not null,
  under_way boolean not null,
  is_removed boolean not null default false,
  watched_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  sitting_id uuid -- The session of practice that the sitting is, once it is long enough; null where none has begun, as after a report whose practice is told otherwise,
  sitting_started_at timestamp with time zone,
  sitting_seconds double precision not null default 0 -- Played in it: no more than the position went on, and no more than passed since the last report of the member,
  constraint watch_positions_position_range CHECK ((position_seconds >= (0)::double precision)),
  constraint watch_positions_sequence_range CHECK ((sequence > 0)),
  constraint watch_positions_content_id_fkey FOREIGN KEY (content_id) REFERENCES content(id) ON DELETE CASCADE,
  constraint watch_positions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint watch_positions_pkey PRIMARY KEY (user_id, content_id)
);
CREATE INDEX watch_positions_content_idx ON public.watch_positions USING btree (content_id);
CREATE INDEX watch_positions_latest_idx ON public.watch_positions USING btree (user_id, updated_at DESC);
CREATE INDEX watch_positions_under_way_idx ON public.watch_positions USING btree (user_id, updated_at DESC) WHERE (under_way AND (NOT is_removed));
CREATE INDEX watch_positions_watched_idx ON public.watch_positions USING btree (user_id, watched_at DESC) WHERE (watched_at IS NOT NULL);

-- Workers, each as long as it runs; one that was killed stands here for a day
create table workers (
  id uuid not null,
  host text not null,
  version text not null,
  started_at timestamp with time zone not null,
  seen_at timestamp with time zone not null,
  constraint workers_pkey PRIMARY KEY (id)
);

CREATE OR REPLACE FUNCTION public.add_heat(a double precision, b double precision)
 RETURNS double precision
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when a is null or b is null or abs(a - b) > 700 then greatest(a, b)
    else greatest(a, b) + ln(1 + exp(-abs(a - b))) end
$function$;

CREATE OR REPLACE FUNCTION public.chain_audit_entry(entry audit_log)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  last_position bigint;
  last_hash bytea;
begin
  select position, hash into last_position, last_hash from audit_chain order by position desc limit 1;
  last_position := coalesce(last_position, 0) + 1;
  insert into audit_chain (position, entry_id, hash)
  values (last_position, entry.id, sha256(convert_to(jsonb_build_array(
    last_position::text, coalesce(encode(last_hash, 'hex'), ''), entry.id::text,
    to_char(entry.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'), entry.actor_kind, entry.actor_sub, entry.action,
    entry.target, entry.before::text, entry.after::text, entry.request_id)::text, 'UTF8')));
end $function$;

CREATE OR REPLACE FUNCTION public.chain_new_audit_entry()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- 'audit' as a number: one writer at a time goes on with the chain, until its commit.
  perform pg_advisory_xact_lock(418581342580);
  perform chain_audit_entry(new);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.count_shelf_items()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  joined uuid[];
  left_by uuid[];
  emptied uuid[];
begin
  if tg_op <> 'DELETE' then
    joined := array(
      select unnest(array[category_id, expert_id, series_id]) from rows_after where deleted_at is null);
  end if;
  if tg_op <> 'INSERT' then
    left_by := array(
      select unnest(array[category_id, expert_id, series_id]) from rows_before where deleted_at is null);
  end if;
  -- In one order, so that nobody waits for somebody who waits for them.
  with changes as (
    select shelf_id, sum(change) as change
    from (select unnest(joined) as shelf_id, 1 as change union all select unnest(left_by), -1) moves
    where shelf_id is not null group by shelf_id having sum(change) <> 0
  ), counted as (
    insert into shelf_items as s (shelf_id, items) select shelf_id, change from changes order by shelf_id
    on conflict (shelf_id) do update set items = s.items + excluded.items
    returning shelf_id, items
  )
  select array_agg(shelf_id) into emptied from counted where items = 0;
  if emptied is not null then
    delete from shelf_items where shelf_id = any(emptied) and items = 0;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.delete_campaign_mails()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from mails where state = 'queued' and recipient = old.email and kind = 'campaign' and not in_flight;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.delete_downloads_of_sign_in()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from downloads where sign_in_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.delete_mails_of_member()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from mails where state = 'queued' and recipient = old.email and kind <> 'account_deleted';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.delete_push_subscriptions_of_sign_in()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from push_subscriptions where sign_in_id = new.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.delete_refresh_tokens()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from identity_refresh_tokens t using gone where t.sign_in_id = gone.id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.delete_views_of_items()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  delete from video_analytics where content_id in (select id from gone);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.describe_streams(ids uuid[], latest timestamp with time zone, going_on uuid[])
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.distinct_expiry(member uuid, item uuid, wanted timestamp with time zone, most_shift integer)
 RETURNS timestamp with time zone
 LANGUAGE plpgsql
 STABLE
AS $function$
begin
  for shift in 0..most_shift - 1 loop
    if not exists (
      select from stream_sessions
      where user_id = member and content_id = item and expires_at = wanted - make_interval(secs => shift)) then
      return wanted - make_interval(secs => shift);
    end if;
  end loop;
  return wanted;
end $function$;

CREATE OR REPLACE FUNCTION public.end_deleted_member()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.status <> 'deleted' then
    insert into audit_log (actor_kind, action, target, before)
    values ('database', 'member.deleted', old.cognito_sub,
      jsonb_build_object('role', old.role, 'tier', old.subscription_tier, 'status', old.status));
  end if;
  insert into deleted_members (cognito_sub) values (old.cognito_sub) on conflict do nothing;
  delete from identity_accounts where sub::text = old.cognito_sub;
  -- The row stays until it would have expired, for whoever asks which sign-ins were ended.
  update sign_ins
  set revoked_reason = case when revoked_at is null then 'member_deleted' else revoked_reason end,
    revoked_at = coalesce(revoked_at, now()), device = null, country = null
  where sub = old.cognito_sub;
  perform pg_notify('member_changed', old.cognito_sub);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.forget_viewers()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update video_analytics set user_id = null where user_id in (select id from gone);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.free_place(member uuid, most integer, quiet_since timestamp with time zone, leaving uuid[])
 RETURNS smallint
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.is_quiet(quiet_from time without time zone, quiet_until time without time zone, time_zone text, moment timestamp with time zone)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  select coalesce(case
    when quiet_from < quiet_until then shown >= quiet_from and shown < quiet_until
    else shown >= quiet_from or shown < quiet_until
  end, false)
  from (select (moment at time zone time_zone)::time as shown) clock
$function$;

CREATE OR REPLACE FUNCTION public.keep_an_admin()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  -- 'admin' as a number: two who give it up at once would each count on the other.
  perform pg_advisory_xact_lock(418314971502);
  if not exists (
    select from users
    where role = 'admin' and status = 'active' and deletion_requested_at is null and id <> old.id) then
    raise exception 'the last administrator' using errcode = 'check_violation', constraint = 'users_last_admin';
  end if;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.leave_places_of_item()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update stream_sessions set place = null where content_id = new.id and place is not null and ended_at is null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.leave_places_of_member()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update stream_sessions set place = null where user_id = new.id and place is not null and ended_at is null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.leave_places_of_sign_in()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update stream_sessions set place = null
  where user_id = (select id from users where cognito_sub = new.sub) and sign_in_id = new.id
    and place is not null and ended_at is null;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.lock_player(member uuid, sign_in uuid)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
begin
  perform from users where id = member and status = 'active' for no key update;
  if not found then return false; end if;
  perform from sign_ins where id = sign_in and revoked_at is null for share;
  return found;
end $function$;

CREATE OR REPLACE FUNCTION public.make_view_partition(month date)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  first_moment timestamptz := date_trunc('month', month)::timestamp at time zone 'utc';
  next_moment timestamptz := (date_trunc('month', month) + interval '1 month')::timestamp at time zone 'utc';
  name text := 'video_analytics_' || to_char(month, 'YYYY_MM');
begin
  if to_regclass(name) is not null then return; end if;
  execute format('create table %I (like video_analytics including defaults including constraints)', name);
  execute format('with moved as (
      delete from video_analytics_default where viewed_at >= %L and viewed_at < %L returning *)
    insert into %I select * from moved', first_moment, next_moment, name);
  execute format('alter table video_analytics attach partition %I for values from (%L) to (%L)', name, first_moment, next_moment);
end $function$;

CREATE OR REPLACE FUNCTION public.next_reminder(days smallint[], at_time time without time zone, time_zone text, after timestamp with time zone)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE
AS $function$
  select min(moment) from (
    select ((after at time zone time_zone)::date + ahead + at_time) at time zone time_zone as moment,
      extract(isodow from (after at time zone time_zone)::date + ahead)::smallint as weekday
    from generate_series(0, 8) ahead
  ) candidates
  where weekday = any (days) and moment > after
$function$;

CREATE OR REPLACE FUNCTION public.note_campaign_delivery()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update campaign_deliveries
  set state = case
      when tg_op = 'DELETE' then 'dropped'
      when new.state = 'sent' then 'sent'
      when new.in_flight then 'uncertain'
      else 'failed'
    end,
    ended_at = case when tg_op = 'DELETE' then now() else new.ended_at end
  where cause_digest = old.cause_digest and state = 'queued';
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.note_member_seen()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  update users set last_seen_at = new.last_seen_at
  where id in (
    select id from users where cognito_sub = new.sub and last_seen_at < new.last_seen_at for no key update skip locked);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.note_member_words()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op <> 'INSERT' then
    delete from member_words where user_id = old.id and word = any(tsvector_to_array(old.search_words));
  end if;
  if tg_op <> 'DELETE' and new.status <> 'deleted' then
    insert into member_words (word, user_id) select unnest(tsvector_to_array(new.search_words)), new.id;
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.note_provider_behind()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.provider_behind_since = clock_timestamp();
  new.provider_status_behind = old.provider_status_behind or new.status <> old.status;
  return new;
end $function$;

CREATE OR REPLACE FUNCTION public.notify_breath_stream_taken()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('breath_stream_taken', new.session_id::text || ':' || new.owner::text);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.notify_catalogue_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  changed text[];
begin
  if tg_table_name = 'content' then
    select array_agg(id::text) into changed from (select id from changed_rows limit 101) few;
  elsif tg_table_name = 'renditions' then
    select array_agg(content_id::text) into changed from (select distinct content_id from changed_rows limit 101) few;
  else
    changed := array['*'];
  end if;
  if changed is null then
    return null;
  end if;
  if cardinality(changed) > 100 then
    changed := array['*'];
  end if;
  perform pg_notify('catalogue_changed', id) from unnest(changed) id;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.notify_circle_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('circle_changed', old.id::text);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.notify_circle_socket_taken()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('circle_changed', new.circle_id::text);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.notify_mail_queued()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('mail_queued', new.id::text);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.notify_media_job_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('media_job_changed', new.id::text);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.notify_meditation_session_ended()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('meditation_session_ended', old.id::text);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.notify_member_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('member_changed', new.cognito_sub);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.notify_sign_in_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('member_changed', new.sub);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.notify_spoken_words_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('catalogue_changed', new.content_id::text);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.notify_upload_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform pg_notify('upload_changed', new.id::text);
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.open_stream(member uuid, sign_in uuid, item uuid, new_id uuid, renews uuid, takes_over uuid, agent text, height integer, most integer, now_at timestamp with time zone, quiet_since timestamp with time zone, wanted_expiry timestamp with time zone, most_shift integer, renewable_after integer, OUT outcome text, OUT stream_id uuid, OUT token_expiry timestamp with time zone)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.record_item_revocation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  item content := case when tg_op = 'DELETE' then old else new end;
  is_raised boolean := tg_op = 'UPDATE'
    and array_position(array['free', 'basic', 'premium'], new.access_tier)
      > array_position(array['free', 'basic', 'premium'], old.access_tier);
begin
  -- Tokens are made for open items only; a list of countries must be known before the first one is.
  if (tg_op = 'INSERT' or not old.is_open) and item.countries = ''
    and not exists (select from revocations where kind = 'item' and subject = item.id::text) then
    return null;
  end if;
  insert into revocations (kind, subject, ended, tier, content_type, raised_at, countries)
  values ('item', item.id, tg_op = 'DELETE' or not item.is_open, item.access_tier, item.content_type,
    case when is_raised then clock_timestamp() end, case when tg_op = 'DELETE' then '' else item.countries end)
  on conflict (kind, subject) do update
  set ended = excluded.ended, tier = excluded.tier, content_type = excluded.content_type, countries = excluded.countries,
    raised_at = coalesce(excluded.raised_at, revocations.raised_at),
    changed_at = clock_timestamp(), xid = pg_current_xact_id(), seq = default;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.record_member_revocation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  member users := case when tg_op = 'DELETE' then old else new end;
  is_ended boolean := tg_op = 'DELETE' or member.status <> 'active';
begin
  insert into revocations (kind, subject, ended, role, tier, streams)
  values ('member', member.cognito_sub, is_ended, member.role, member.subscription_tier, streams_of_member(member.id))
  on conflict (kind, subject) do update
  set ended = excluded.ended, role = excluded.role, tier = excluded.tier, streams = excluded.streams,
    changed_at = clock_timestamp(), xid = pg_current_xact_id(), seq = default;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.record_sign_in_revocation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  sign_in sign_ins := case when tg_op = 'DELETE' then old else new end;
begin
  insert into revocations (kind, subject, member_sub, ended, streams)
  values ('sign_in', sign_in.id, sign_in.sub, true, streams_of_sign_in(sign_in.id))
  on conflict (kind, subject) do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.record_stream_revocation()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  insert into revocations (kind, subject, member_sub, ended, streams)
  select 'stream', new.id, cognito_sub, true, describe_streams(array[new.id], new.expires_at, '{}')
  from users where id = new.user_id
  on conflict (kind, subject) do nothing;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception '% is append-only', tg_table_name;
end $function$;

CREATE OR REPLACE FUNCTION public.refuse_deleted_member()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from deleted_members where cognito_sub = new.cognito_sub) then
    raise exception 'the member was deleted' using errcode = 'check_violation', constraint = 'users_not_deleted';
  end if;
  return null;
end $function$;

CREATE OR REPLACE FUNCTION public.resume_stream(stream uuid, most integer, now_at timestamp with time zone, quiet_since timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
declare
  lapsed stream_sessions;
  new_place smallint;
begin
  select * into lapsed from stream_sessions where id = stream;
  if lapsed.id is null or not lock_player(lapsed.user_id, lapsed.sign_in_id) then return 'no_player'; end if;
  select * into lapsed from stream_sessions where id = stream;
  if lapsed.ended_at is not null then return 'ended'; end if;
  new_place := coalesce(lapsed.place, free_place(lapsed.user_id, most, quiet_since, array[stream]));
  update stream_sessions
  set place = new_place, last_seen_at = now_at,
    ended_at = case when new_place is null then now_at end,
    ended_reason = case when new_place is null then 'no_place' end
  where id = stream;
  return case when new_place is null then 'no_place' else 'running' end;
end $function$;

CREATE OR REPLACE FUNCTION public.start_bucket(start_ms integer)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select (125 * 2 ^ greatest(0, ceil(log(2, greatest(start_ms, 1) / 125.0))))::integer::text
$function$;

CREATE OR REPLACE FUNCTION public.streams_of_member(member uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select describe_streams(
    array(select id from stream_sessions where user_id = member and expires_at > now() and ended_at is null limit 33),
    (select max(expires_at) from stream_sessions where user_id = member), '{}')
$function$;

CREATE OR REPLACE FUNCTION public.streams_of_sign_in(sign_in uuid)
 RETURNS jsonb
 LANGUAGE sql
 STABLE
AS $function$
  select describe_streams(
    array(select id from stream_sessions where sign_in_id = sign_in and expires_at > now() and ended_at is null limit 33),
    (select max(expires_at) from stream_sessions where sign_in_id = sign_in),
    array(
      select other.id from stream_sessions other join sign_ins on sign_ins.id = other.sign_in_id
      where other.user_id = (select user_id from stream_sessions where sign_in_id = sign_in limit 1)
        and other.sign_in_id <> sign_in and other.expires_at > now() and other.ended_at is null
        and sign_ins.revoked_at is null
      order by other.place is null, other.last_seen_at desc limit 32))
$function$;

CREATE OR REPLACE FUNCTION public.tier_rank_of(role text, tier text)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$
  select case when role = 'admin' then 3 else array_position(array['free', 'basic', 'premium'], tier) end
$function$;

CREATE OR REPLACE FUNCTION public.view_day_origins()
 RETURNS TABLE(content_id uuid, day date, facet text, value text, views integer, viewers integer)
 LANGUAGE sql
 STABLE
AS $function$
  select content_id, day, facet, value, views, viewers from view_day_facets
  union all
  select content_id, day, 'device', device, d.views, d.viewers
  from view_days, lateral (values
    ('desktop', desktop_views, desktop_viewers), ('phone', phone_views, phone_viewers), ('tablet', tablet_views, tablet_viewers),
    ('tv', tv_views, tv_viewers), ('other', other_views, other_viewers)) as d (device, views, viewers)
  where d.views > 0
$function$;

CREATE OR REPLACE FUNCTION public.words_of(text)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN ARRAY(SELECT "left"(word.word, 100) AS "left" FROM regexp_split_to_table(regexp_replace(NORMALIZE(lower(NORMALIZE($1, NFKD)), NFKD), '[\u0300-\u036f]'::text, ''::text, 'g'::text), '[\u0001-/:-@\[-`{-\u00a9\u00ab-\u00b1\u00b4\u00b6-\u00b8\u00bb\u00bf\u00d7\u00f7\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u2e00-\u2e7f\u3000-\u3003\u3008-\u3020\ufe30-\ufe4f\ufeff]+'::text) word(word) WHERE (word.word <> ''::text));

CREATE OR REPLACE FUNCTION public.words_sought(text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
RETURN (SELECT (string_agg((((''''::text || word.word) || ''''::text) || CASE WHEN (length(word.word) > 1) THEN ':*'::text ELSE ''::text END), ' & '::text))::tsquery AS string_agg FROM unnest(words_of($1)) word(word));
