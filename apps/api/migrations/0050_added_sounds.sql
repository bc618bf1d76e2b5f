-- A sound in another language, beside that of an item's media, from a file of its own.

alter table uploads
  -- How members read it, of a sound; null: by its language.
  add column label text,
  drop constraint uploads_purpose_known,
  add constraint uploads_purpose_known check (purpose in ('media', 'picture', 'captions', 'chapters', 'sound')),
  drop constraint uploads_captions_have_a_language,
  add constraint uploads_tracks_have_a_language check ((purpose in ('captions', 'sound')) = (language is not null)),
  add constraint uploads_sounds_may_have_a_label check (label is null or purpose = 'sound');

alter table content_sources
  add column sounds jsonb not null default '[]',
  -- Of the media, as they were measured when they came.
  add column duration_seconds double precision,
  add constraint content_sources_sounds_are_a_list check (jsonb_typeof(sounds) = 'array');

comment on column content_sources.sounds is
  '[{language, label, key, durationSeconds}]: sounds that were added to the media, one a language; label is null where the language says enough';
comment on column content_sources.duration_seconds is
  'How long the media play; null of those that came before it was kept, whose length is that of the item';

alter table media_jobs
  add column sounds jsonb not null default '[]',
  add constraint media_jobs_sounds_are_a_list check (jsonb_typeof(sounds) = 'array');

comment on column media_jobs.sounds is '[{language, label, key}]: sounds that are added to the media';
