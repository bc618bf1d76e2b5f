import { join } from 'node:path'
import type { TrackName } from '@better-and-bliss/stream-token'
import { bandwidths, type Segment } from '../../../hls/playlists.ts'
import type { MediaTrack } from '../../../hls/tracks.ts'
import { languageOf, UNKNOWN_LANGUAGE } from '../../../text/languages.ts'
import { furtherSoundArgs } from './commands.ts'
import { isPassable } from './failure.ts'
import { levelOf } from './loudness.ts'
import { trackNames } from './names.ts'
import { runPass } from './pass.ts'
import type { Source, SourceSound } from './source.ts'
import type { Work } from './work.ts'

/**
 * Makes HLS of all sounds beside the default one, each in a run of its own: one that is damaged is left out, and spoils
 * nothing else.
 *
 * @returns the default sound, which is in the videos, and those that were made.
 */
export async function makeFurtherSounds(work: Work): Promise<MediaTrack[]> {
  const tracks: MediaTrack[] = []
  for (const { sound, track } of namedSounds(work.source)) {
    const { name } = track
    const segments = name ? await segmentsOf(work, name, sound) : []
    if (name && segments.length === 0) continue
    if (name) await work.publication.putMedia(name, segments, 'complete')
    tracks.push(name ? { ...track, bandwidth: bandwidths(segments).bandwidth } : track)
  }
  return tracks
}

/** The sounds of a source, the default one first, and what a player is told of each; their rates are not known yet. */
export function namedSounds({ sound, furtherSounds }: Source): { sound: SourceSound; track: MediaTrack }[] {
  const named = trackNames('audio', [...(sound ? [sound] : []), ...furtherSounds].map(languageAndRole))
  return named.map(({ sound: one, ...track }) => {
    const isDefault = one === sound
    const isAutoselected = isDefault || track.role !== 'commentary'
    const { name, language, label, isForced, characteristics } = track
    const told = { language, label, isForced, characteristics, isDefault, isAutoselected, bandwidth: 0 }
    return { sound: one, track: { ...told, name: isDefault ? null : name } }
  })
}

const languageAndRole = (sound: SourceSound) => ({
  sound,
  role: sound.role,
  language: sound.language ? languageOf(sound.language) : UNKNOWN_LANGUAGE,
})

/** @returns none of a sound that cannot be decoded. */
async function segmentsOf(work: Work, name: TrackName, sound: SourceSound): Promise<Segment[]> {
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
    if (isPassable(error)) return []
    throw error
  }
  return segments
}
