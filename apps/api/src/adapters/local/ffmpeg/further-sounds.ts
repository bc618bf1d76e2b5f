import { join } from 'node:path'
import type { TrackName } from '@better-and-bliss/stream-token'
import { bandwidths, type Segment } from '../../../hls/playlists.ts'
import type { MediaTrack } from '../../../hls/tracks.ts'
import { hasSameLength, type SoundFile } from '../../../ports/transcoder.ts'
import { languageOf, UNKNOWN_LANGUAGE } from '../../../text/languages.ts'
import { furtherSoundArgs } from './commands.ts'
import { isPassable } from './failure.ts'
import { inspectSource } from './inspect.ts'
import { levelOf } from './loudness.ts'
import { type Named, trackNames } from './names.ts'
import { runPass } from './pass.ts'
import type { Workbench } from './pictures.ts'
import type { Source, SourceSound } from './source.ts'
import type { Work } from './work.ts'

type SoundsWork = Workbench & Pick<Work, 'source' | 'sounds' | 'normalisesLoudness'>

/** Where a sound comes from: a track of the source, or a file that was given beside it. */
type Origin = { kind: 'own'; sound: SourceSound } | { kind: 'added'; file: SoundFile }

/** A sound, and what a player is told of it; its rate is not known yet. */
interface NamedSound {
  origin: Origin
  track: MediaTrack
}

/**
 * Makes HLS of all sounds beside the default one, each in a run of its own: one that is damaged is left out, and spoils
 * nothing else.
 *
 * @returns the default sound, which is in the videos, and those that were made.
 */
export async function makeFurtherSounds(work: SoundsWork): Promise<MediaTrack[]> {
  return withDefault(await madeOf(work, namedSounds(work)))
}

/** The same for those that were given beside the source alone. */
export async function makeAddedSounds(work: SoundsWork): Promise<MediaTrack[]> {
  const added = await madeOf(
    work,
    namedSounds(work).filter(({ origin }) => origin.kind === 'added'),
  )
  return work.source.sound ? added : withDefault(added)
}

/** The sounds of a source, the default one first, and then those that were given beside it. */
export function namedSounds({ source, sounds }: Pick<Work, 'source' | 'sounds'>): NamedSound[] {
  const { sound: standard, furtherSounds } = source
  const added = new Set(sounds.map(({ language }) => language))
  const further = furtherSounds.map(ofOwn).filter(({ language, role }) => role !== null || !added.has(language))
  const named = trackNames('audio', [...(standard ? [ofOwn(standard)] : []), ...further, ...sounds.map(ofAdded)])
  const selected = new Set<string>()
  return named.map(({ origin, role, ...track }) => {
    const isDefault = origin.kind === 'own' && origin.sound === standard
    // One of a kind is chosen for its language alone (RFC 8216, 4.3.4.1.1).
    const kind = `${track.language} ${role}`
    const isAutoselected = isDefault || (role !== 'commentary' && !selected.has(kind))
    if (isAutoselected) selected.add(kind)
    const { name, language, label, isForced, characteristics } = track
    const told = { language, label, isForced, characteristics, isDefault, isAutoselected, bandwidth: 0 }
    return { origin, track: { ...told, name: isDefault ? null : name } }
  })
}

interface OfferedSound extends Named {
  origin: Origin
}

function ofOwn(sound: SourceSound): OfferedSound {
  const language = sound.language ? languageOf(sound.language) : UNKNOWN_LANGUAGE
  return { origin: { kind: 'own', sound }, language, role: sound.role }
}

function ofAdded(file: SoundFile): OfferedSound {
  return { origin: { kind: 'added', file }, language: file.language, role: null, label: file.label }
}

async function madeOf(work: SoundsWork, sounds: readonly NamedSound[]): Promise<MediaTrack[]> {
  const tracks: MediaTrack[] = []
  for (const { origin, track } of sounds) {
    const { name } = track
    const segments = name ? await segmentsOf(work, name, origin) : []
    if (name && segments.length === 0) continue
    if (name) await work.publication.putMedia(name, segments, 'complete')
    tracks.push(name ? { ...track, bandwidth: bandwidths(segments).bandwidth } : track)
  }
  return tracks
}

/** A film without a sound of its own plays the first that was given. */
function withDefault(tracks: MediaTrack[]): MediaTrack[] {
  if (tracks.some(({ isDefault }) => isDefault)) return tracks
  return tracks.map((track, index) => ({ ...track, isDefault: index === 0 }))
}

/** @returns none of a sound that cannot be decoded, or does not fit. */
async function segmentsOf(work: SoundsWork, name: TrackName, origin: Origin): Promise<Segment[]> {
  const { source, store, ffmpegPath, signal } = work
  try {
    if (origin.kind === 'own') return await passOver(work, name, source, origin.sound)
    return await store.withLocalFile(origin.file.key, async (path) => {
      const { facts, sound, ...file } = await inspectSource(ffmpegPath, path, signal)
      if (!sound || !hasSameLength(facts.durationSeconds, source.facts.durationSeconds)) return []
      return await passOver(work, name, { ...file, sound, facts: source.facts }, sound)
    })
  } catch (error) {
    if (isPassable(error)) return []
    throw error
  }
}

/** @param source the file that the sound is in, which counts as long as the film. */
async function passOver(work: SoundsWork, name: TrackName, source: Source, sound: SourceSound): Promise<Segment[]> {
  const { publication, normalisesLoudness } = work
  const folder = join(work.workFolder, name)
  const segments: Segment[] = []
  const level = normalisesLoudness ? await levelOf(work, source, sound) : null
  await runPass({
    ...work,
    args: furtherSoundArgs(source, { ...sound, level }, name),
    workFolder: folder,
    renditions: [name],
    seconds: source.facts.durationSeconds,
    onSeconds: () => {},
    collect: () => publication.takeSegments(folder, name, segments),
  })
  return segments
}
