import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaTrack } from '../../../hls/tracks.ts'
import type { CaptionsFile } from '../../../ports/transcoder.ts'
import { languageOf, UNKNOWN_LANGUAGE } from '../../../text/languages.ts'
import { CaptionsRefused, type Cue, MAX_CAPTIONS_BYTES, salvageCaptions } from '../../../text/webvtt.ts'
import { captionSegments } from './caption-segments.ts'
import { isPassable } from './failure.ts'
import { inputArgs, QUIET } from './input.ts'
import { CAPTION_DECODERS } from './limits.ts'
import { type Named, trackNames } from './names.ts'
import type { Workbench } from './pictures.ts'
import type { Track } from './report.ts'
import { endOf, outputOf } from './run.ts'
import type { Source } from './source.ts'
import type { Work } from './work.ts'

interface Captions extends Named {
  cues: Cue[]
}

type CaptionsWork = Workbench & Pick<Work, 'source' | 'captions'>

const START_MS = 10 * 60 * 1000
const MS_PER_SECOND = 1000

/** Makes HLS of all captions, those that were given first. What cannot be read is left out. */
export async function makeCaptions(work: CaptionsWork, durationSeconds: number): Promise<MediaTrack[]> {
  const given = await givenCaptions(work)
  const languages = new Set(given.map(({ language }) => language))
  const own = (await ownCaptions(work)).filter(({ language, role }) => role !== null || !languages.has(language))
  const all = [...given, ...own].filter(({ cues }) => cues.some(({ startTime }) => startTime < durationSeconds))
  const tracks: MediaTrack[] = []
  for (const { cues, ...named } of trackNames('sub', all)) {
    const segments = captionSegments(cues, durationSeconds)
    await work.publication.putCaptions(named.name, segments)
    const rates = segments.map((segment) => Math.ceil((Buffer.byteLength(segment.text) * 8) / segment.durationSeconds))
    tracks.push({ ...named, isDefault: false, isAutoselected: true, bandwidth: Math.max(...rates) })
  }
  return tracks
}

async function givenCaptions({ store, captions }: CaptionsWork): Promise<Captions[]> {
  const read = captions.map(async ({ language, key }: CaptionsFile) => {
    const cues = cuesIn((await store.read(key)) ?? new Uint8Array())
    return { language, role: null, cues }
  })
  return await Promise.all(read)
}

/** Reads the subtitles of the medium itself. */
async function ownCaptions(work: CaptionsWork): Promise<Captions[]> {
  const { workFolder, source } = work
  if (source.captions.length === 0 || !(await extracted(work))) return []
  const read = source.captions.map(async (track) => {
    const path = join(workFolder, fileOf(track))
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    )
    const cues = size > 0 && size <= MAX_CAPTIONS_BYTES ? cuesIn(await readFile(path)) : []
    return { language: track.language ? languageOf(track.language) : UNKNOWN_LANGUAGE, role: track.role, cues }
  })
  return await Promise.all(read)
}

/** Writes the subtitles of the medium as WebVTT. @returns false when they cannot be read. */
async function extracted({ ffmpegPath, workFolder, signal, source }: CaptionsWork): Promise<boolean> {
  const totalMs = START_MS + source.facts.durationSeconds * MS_PER_SECOND
  try {
    await endOf(outputOf({ ffmpegPath, args: captionsArgs(source), cwd: workFolder, signal, totalMs }))
    return true
  } catch (error) {
    if (isPassable(error)) return false
    throw error
  }
}

/** Nothing but text is decoded, so that the decoders of picture and sound need not be allowed. */
function captionsArgs(source: Source): string[] {
  const outputs = source.captions.flatMap((track) => [
    ...['-map', `0:${track.index}`, '-c:s', 'webvtt', '-t', String(source.facts.durationSeconds)],
    ...['-f', 'webvtt', fileOf(track)],
  ])
  return [...QUIET, '-progress', 'pipe:1', ...inputArgs(source, { decoders: CAPTION_DECODERS }), ...outputs]
}

const fileOf = ({ index }: Track) => `captions-${index}.vtt`

function cuesIn(bytes: Uint8Array): Cue[] {
  try {
    return salvageCaptions(bytes)
  } catch (error) {
    if (error instanceof CaptionsRefused) return []
    throw error
  }
}
