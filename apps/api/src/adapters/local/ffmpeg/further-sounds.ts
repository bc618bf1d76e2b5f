import { join } from 'node:path'
import { bandwidths, type Segment } from '../../../hls/playlists.ts'
import type { MediaTrack } from '../../../hls/tracks.ts'
import { MediaRefused } from '../../../ports/transcoder.ts'
import { languageOf, UNKNOWN_LANGUAGE } from '../../../text/languages.ts'
import { furtherSoundArgs } from './commands.ts'
import { FfmpegFailed } from './failure.ts'
import { levelOf } from './loudness.ts'
import { trackNames } from './names.ts'
import { runPass } from './pass.ts'
import type { SourceSound } from './source.ts'
import type { Work } from './work.ts'

/**
 * Makes HLS of all sounds beside the default one, each in a run of its own: one that is damaged is left out, and spoils
 * nothing else.
 *
 * @returns the default sound, which is in the videos, and those that were made.
 */
export async function makeFurtherSounds(work: Work): Promise<MediaTrack[]> {
  const { sound, furtherSounds } = work.source
  if (!sound) return []
  const [standard, ...others] = trackNames('audio', [sound, ...furtherSounds].map(languageAndRole))
  if (!standard) return []
  const tracks: MediaTrack[] = [{ ...standard, name: null, isDefault: true, isAutoselected: true, bandwidth: 0 }]
  for (const other of others) {
    const segments = await segmentsOf(work, other)
    if (segments.length === 0) continue
    await work.publication.putMedia(other.name, segments, 'complete')
    const isAutoselected = other.role !== 'commentary'
    tracks.push({ ...other, isDefault: false, isAutoselected, bandwidth: bandwidths(segments).bandwidth })
  }
  return tracks
}

const languageAndRole = (sound: SourceSound) => ({
  sound,
  role: sound.role,
  language: sound.language ? languageOf(sound.language) : UNKNOWN_LANGUAGE,
})

type NamedSound = ReturnType<typeof trackNames<ReturnType<typeof languageAndRole>>>[number]

/** @returns none of a sound that cannot be decoded. */
async function segmentsOf(work: Work, { name, sound }: NamedSound): Promise<Segment[]> {
  const { source, publication, normalisesLoudness } = work
  const folder = join(work.workFolder, name)
  const segments: Segment[] = []
  const level = normalisesLoudness ? await levelOf(work, source, sound) : null
  try {
    await runPass({
      ...work,
      args: furtherSoundArgs(source, { ...sound, level }, name),
      workFolder: folder,
      renditions: [name],
      seconds: source.facts.durationSeconds,
      onSeconds: () => {},
      collect: () => publication.takeSegments(folder, name, segments),
    })
  } catch (error) {
    if (error instanceof MediaRefused || error instanceof FfmpegFailed) return []
    throw error
  }
  return segments
}
