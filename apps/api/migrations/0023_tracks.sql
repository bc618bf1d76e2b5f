-- What members choose from while they watch: captions, languages, chapters, and pictures on the seek bar.

alter table content
  add column chapters jsonb not null default '[]',
  add column captions jsonb not null default '[]',
  add column audio_languages jsonb not null default '[]',
  add column storyboard jsonb,
  add constraint content_chapters_are_a_list check (jsonb_typeof(chapters) = 'array'),
  add constraint content_captions_are_a_list check (jsonb_typeof(captions) = 'array'),
  add constraint content_audio_languages_are_a_list check (jsonb_typeof(audio_languages) = 'array'),
  add constraint content_storyboard_is_an_object check (jsonb_typeof(storyboard) = 'object');

comment on column content.chapters is '[{title, startSeconds}], in their order';
comment on column content.captions is '[{language, label}]: a BCP 47 tag, and how the language calls itself';
comment on column content.audio_languages is '[{language, label}], the default first; empty where the only one is unknown';
comment on column content.storyboard is '{sheets, columns, rows, tileWidth, tileHeight, intervalSeconds}';

-- Files of captions that were given beside the medium.
alter table media_jobs add column captions jsonb not null default '[]',
  add constraint media_jobs_captions_are_a_list check (jsonb_typeof(captions) = 'array');

comment on column media_jobs.captions is '[{language, key}]: WebVTT in the object store';
