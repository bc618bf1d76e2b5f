import type { TranscodeEvent, TranscodeResult, Transcoder } from '../../../../ports/transcoder.ts'

const rendition = (name: '360p' | '720p' | 'audio') => ({
  name,
  kind: name === 'audio' ? ('audio' as const) : ('video' as const),
  width: name === 'audio' ? null : 640,
  height: name === 'audio' ? null : 360,
  bandwidth: 1_000_000,
  averageBandwidth: 900_000,
  codecs: 'avc1.64001e,mp4a.40.2',
  frameRate: 25,
  playlistKey: `hls/x/${name}.m3u8`,
})

/** What came of a transcode. */
export function result(...names: Parameters<typeof rendition>[0][]): TranscodeResult {
  const pictures = { thumbnail: 'hls/x/thumbnail.jpg', poster: null, waveform: null }
  return {
    masterKey: 'hls/x/master.m3u8',
    durationSeconds: 61.4,
    renditions: names.map(rendition),
    pictures,
    captions: [{ language: 'en', label: 'English' }],
    audioLanguages: [
      { language: 'en', label: 'English', name: 'audio' },
      { language: 'fr', label: 'Français', name: 'audio-fr' },
    ],
    chapters: [{ title: 'Arriving', startSeconds: 1.5 }],
    storyboard: { sheets: 1, columns: 10, rows: 10, tileWidth: 160, tileHeight: 90, intervalSeconds: 2 },
  }
}

export const FACTS = {
  kind: 'video' as const,
  container: 'mp4' as const,
  durationSeconds: 61.4,
  width: 1280,
  height: 720,
  frameRate: 25,
  videoCodec: 'h264',
  hasAudio: true,
  audioCodec: 'aac',
  leftOut: ['It has embedded subtitles.'],
}

/** An event of whatever attempt is started. */
export type Told = TranscodeEvent extends infer Event
  ? Event extends unknown
    ? Omit<Event, 'idempotencyKey'>
    : never
  : never

/** A transcoder whose work is to tell what a test says. */
export function scripted(work: (tell: (event: Told) => Promise<void>) => Promise<void> = tellCompleted): Transcoder {
  let onEvent: (event: TranscodeEvent) => Promise<void> = async () => {}
  return {
    inspect: async () => FACTS,
    async inspectPicture() {},
    async start({ idempotencyKey }) {
      await work((event) => onEvent({ ...event, idempotencyKey }))
      return 'external'
    },
    async listen(listener) {
      onEvent = listener
      return { [Symbol.asyncDispose]: async () => {} }
    },
    async poll() {},
    async cancel() {},
  }
}

export const tellCompleted = (tell: (event: Told) => Promise<void>) =>
  tell({ kind: 'completed', result: result('360p', '720p', 'audio') })
