import type { Database } from '../../../db/database.ts'
import type { Choices, Rendition } from '../../../ports/transcoder.ts'

export interface PlayableMedia extends Choices {
  contentId: string
  masterKey: string
  hasVideo: boolean
  /** The key of the playlist of the sound. */
  audioKey: string | null
  durationSeconds: number
  thumbnailKey: string | null
  posterKey: string | null
  waveformKey: string | null
  completed: boolean
}

/** Shows what can be played now, and publishes a draft that waited for it. */
export async function publishMedia(db: Database, media: PlayableMedia): Promise<void> {
  await db.query(
    'studio_publish_media',
    `update content
     set status = case when status = 'draft' and publish_when_ready then 'published' else status end,
       published_at = case when status = 'draft' and publish_when_ready then coalesce(published_at, now()) else published_at end,
       is_hls_ready = true, hls_playlist_url = $2,
       is_audio_hls_ready = $3::text is not null, audio_hls_playlist_url = $3, s3_key_audio_hls = $3,
       s3_key_thumbnail = $4, s3_key_poster = $5, s3_key_waveform = $6,
       captions = $10, audio_languages = $11, storyboard = $13,
       chapters = coalesce((select s.chapters from content_sources s where s.content_id = $1), $12),
       content_type = case when $7 then 'video' else 'audio' end,
       duration_seconds = $9, video_duration_seconds = case when $7 then $9::integer end,
       hls_conversion_status = case when $8 then 'completed' else 'processing' end,
       updated_at = now()
     where id = $1`,
    [
      media.contentId,
      media.masterKey,
      media.audioKey,
      media.thumbnailKey,
      media.posterKey,
      media.waveformKey,
      media.hasVideo,
      media.completed,
      media.durationSeconds,
      JSON.stringify(media.captions),
      JSON.stringify(media.audioLanguages),
      JSON.stringify(media.chapters),
      media.storyboard && JSON.stringify(media.storyboard),
    ],
  )
}

/** Replaces what is known of an item's renditions. */
export async function replaceRenditions(db: Database, contentId: string, renditions: Rendition[]): Promise<void> {
  await db.query(
    'studio_replace_renditions',
    `with made as (
       select * from unnest($2::text[], $3::text[], $4::integer[], $5::integer[], $6::integer[], $7::integer[],
         $8::text[], $9::double precision[])
         as made (name, kind, width, height, bandwidth, average_bandwidth, codecs, frame_rate)
     ), gone as (
       delete from renditions where content_id = $1 and name not in (select name from made)
     )
     insert into renditions (content_id, name, kind, width, height, bandwidth, average_bandwidth, codecs, frame_rate)
     select $1, name, kind, width, height, bandwidth, average_bandwidth, codecs, frame_rate from made
     on conflict (content_id, name) do update
     set width = excluded.width, height = excluded.height, bandwidth = excluded.bandwidth,
       average_bandwidth = excluded.average_bandwidth, codecs = excluded.codecs, frame_rate = excluded.frame_rate`,
    [
      contentId,
      renditions.map(({ name }) => name),
      renditions.map(({ kind }) => kind),
      renditions.map(({ width }) => width),
      renditions.map(({ height }) => height),
      renditions.map(({ bandwidth }) => bandwidth),
      renditions.map(({ averageBandwidth }) => averageBandwidth),
      renditions.map(({ codecs }) => codecs),
      renditions.map(({ frameRate }) => frameRate),
    ],
  )
}
