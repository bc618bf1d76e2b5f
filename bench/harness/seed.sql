-- The same items as those of the peer's seed: ids are md5('content-' || i), nine of ten are published, half of them are free.
-- What ours has more (pictures, rungs) costs us, not the peer. How many: bench.items.

insert into categories (id, name, slug, position)
select md5('cat-' || name)::uuid, initcap(name), name, position
from unnest(array['mindfulness', 'sleep', 'anxiety', 'focus', 'breathwork', 'yoga', 'stress', 'relationships', 'grief', 'energy'])
  with ordinality as c (name, position);

insert into experts (id, name, slug)
select md5('expert-' || i)::uuid, 'Expert ' || i, 'expert-' || i from generate_series(0, 49) i;

with words as (
  select array['calm', 'sleep', 'anxiety', 'focus', 'breath', 'gratitude', 'stress', 'body scan', 'morning', 'evening', 'walking',
    'kindness', 'compassion', 'tension', 'grief', 'energy', 'patience', 'mountain', 'ocean', 'silence'] as w
),
items as (
  select i, md5('content-' || i)::uuid as id, w[i % 20 + 1] as first, w[i / 20 % 20 + 1] as second, w[i / 400 % 20 + 1] as third
  from generate_series(0, current_setting('bench.items')::int - 1) i, words
)
insert into content (id, title, slug, description, content_type, access_tier, status, category_id, expert_id,
  s3_key_thumbnail, s3_key_poster, s3_key_waveform, is_hls_ready, hls_playlist_url, hls_conversion_status,
  is_audio_hls_ready, s3_key_audio_hls, audio_hls_playlist_url, duration_seconds, video_duration_seconds, featured, created_at)
select id, initcap(first) || ' for ' || initcap(second) || ' ' || i, 'content-' || i,
  'A ' || first || ' practice for ' || second || ': settle, notice the breath and let ' || third || ' soften. Session ' || i ||
    ' of the library, guided step by step.',
  case when i % 4 = 3 then 'audio' else 'video' end, (array['free', 'free', 'basic', 'premium'])[i % 4 + 1],
  case when i % 10 = 9 then 'draft' else 'published' end, (array(select id from categories order by position))[i / 7 % 10 + 1],
  md5('expert-' || i % 50)::uuid, 'hls/' || id || '/thumbnail.jpg', 'hls/' || id || '/poster.jpg',
  case when i % 4 = 3 then 'hls/' || id || '/waveform.png' end, true, 'hls/' || id || '/master.m3u8', 'completed',
  true, 'hls/' || id || '/audio.m3u8', 'hls/' || id || '/audio.m3u8', 300 + i % 1500,
  case when i % 4 < 3 then 300 + i % 1500 end, i % 100 = 0, timestamptz '2026-01-01' + i * interval '1 minute'
from items;

insert into renditions (content_id, name, kind, width, height, bandwidth, average_bandwidth, codecs, frame_rate)
select c.id, r.name, r.kind, r.width, r.height, r.kbps * 1100, r.kbps * 1000, r.codecs, r.frame_rate
from content c
  join (values
    ('360p', 'video', 640, 360, 928, 'avc1.64001e,mp4a.40.2', 30.0),
    ('480p', 'video', 854, 480, 1528, 'avc1.64001f,mp4a.40.2', 30.0),
    ('720p', 'video', 1280, 720, 2928, 'avc1.64001f,mp4a.40.2', 30.0),
    ('1080p', 'video', 1920, 1080, 5128, 'avc1.640028,mp4a.40.2', 30.0),
    ('audio', 'audio', null, null, 128, 'mp4a.40.2', null)
  ) as r (name, kind, width, height, kbps, codecs, frame_rate) on r.kind = 'audio' or c.content_type = 'video';
