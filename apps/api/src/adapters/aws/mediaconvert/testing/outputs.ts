import type { ObjectStore } from '@better-and-bliss/object-store'
import { mediaKey } from '@better-and-bliss/stream-token'
import type { MediaTrack } from '../../../../hls/tracks.ts'
import { type MediaFacts, NO_CHOICES } from '../../../../ports/transcoder.ts'
import type { Prepared } from '../parts.ts'

const FACTS: MediaFacts = {
  ...{ kind: 'video', container: 'mp4', durationSeconds: 8, width: 640, height: 360, frameRate: 25 },
  ...{ videoCodec: 'h264', hasAudio: true, audioCodec: 'aac', leftOut: [] },
}

/** A source that was looked at. */
export function preparedOf(facts: Partial<MediaFacts> = {}, isHdr = false): Prepared {
  const pictures = { thumbnail: null, poster: null, waveform: null }
  const all = { ...FACTS, ...facts }
  const sounds = all.hasAudio ? [soundOf(1)] : []
  const picture = all.kind === 'video' ? { startSeconds: 0, endSeconds: all.durationSeconds } : null
  return { facts: all, picture, isHdr, pictures, sounds, addedSounds: [], captions: [], choices: NO_CHOICES }
}

/** A sound of a source, by its number: the first one is in the videos. */
export function soundOf(number: number, name: MediaTrack['name'] = null): Prepared['sounds'][number] {
  const isDefault = name === null
  const words = { language: 'en', label: `English ${number}`, characteristics: [], isForced: false }
  return { ...words, number, name, isDefault, isAutoselected: true, bandwidth: 0 }
}

/** Puts what MediaConvert leaves of a rung into the item's folder, or something near it. */
export async function placeOutput(
  store: ObjectStore,
  outputId: string,
  {
    missing,
    segment = 'media-360p_00001.ts',
    rung = '360p',
  }: { missing?: string; segment?: string; rung?: string } = {},
): Promise<void> {
  const put = (name: string, text: string) => store.put(mediaKey(outputId, name), Buffer.from(text))
  const rates = 'BANDWIDTH=1000000,AVERAGE-BANDWIDTH=900000,CODECS="avc1.64001E,mp4a.40.2"'
  const variant = `#EXT-X-STREAM-INF:${rates},RESOLUTION=640x360,FRAME-RATE=25.000`
  await put('media.m3u8', `#EXTM3U\n#EXT-X-VERSION:3\n${variant}\nmedia-${rung}.m3u8\n`)
  const files = [segment, 'media-360p_00002.ts']
  const entries = files.map((file) => `#EXTINF:4,\n${file}`).join('\n')
  await put(`media-${rung}.m3u8`, `#EXTM3U\n#EXT-X-TARGETDURATION:4\n${entries}\n#EXT-X-ENDLIST\n`)
  for (const file of files) if (file !== missing && !file.includes(':')) await put(file, 'a segment')
}
