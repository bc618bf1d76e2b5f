import { type Listening, levelOf, sampledLevelOf } from './loudness.ts'
import type { Level, Source, SourceSound } from './source.ts'
import type { Work } from './work.ts'

/** What is not longer is heard whole before anything is made of it. */
const HEARD_AT_ONCE_SECONDS = 60

/** A source whose sound is brought to the level of all others. */
export interface Levels {
  /** Of what is published ahead. */
  opening: Source
  /** Hears the whole sound, for what stays; null when that is known already. */
  hearWhole: ((signal: AbortSignal) => Promise<Source>) | null
}

/** Finds the level of a sound soon, whatever its length; how loud all of it is may be heard later. */
export async function levelsOf(work: Listening & Pick<Work, 'source' | 'normalisesLoudness'>): Promise<Levels> {
  const { source, normalisesLoudness } = work
  const { sound, facts } = source
  if (!normalisesLoudness || !sound) return { opening: source, hearWhole: null }
  const hear = async (signal: AbortSignal) => at(source, sound, await levelOf({ ...work, signal }, source, sound))
  const isShort = facts.durationSeconds <= HEARD_AT_ONCE_SECONDS
  const level = isShort ? 'uncertain' : await sampledLevelOf(work, source, sound)
  if (level === 'uncertain') return { opening: await hear(work.signal), hearWhole: null }
  return { opening: at(source, sound, level), hearWhole: hear }
}

function at(source: Source, sound: SourceSound, level: Level | null): Source {
  return { ...source, sound: { ...sound, level } }
}

/**
 * Publishes something ahead, while the whole sound is heard: from when it is asked for on, or afterwards.
 *
 * @returns the source as all of it is to be made. However it ends, nobody listens any more.
 */
export async function hearBeside(
  { opening, hearWhole }: Levels,
  signal: AbortSignal,
  publishAhead: (hear: () => void) => Promise<void>,
): Promise<Source> {
  const over = new AbortController()
  const listening = AbortSignal.any([signal, over.signal])
  let whole: Promise<Source> | undefined
  const hear = () => {
    whole ??= hearWhole ? hearWhole(listening) : Promise.resolve(opening)
    // It is awaited below, or nobody needs it.
    whole.catch(() => {})
    return whole
  }
  try {
    await publishAhead(() => void hear())
    return await hear()
  } finally {
    over.abort()
    await whole?.catch(() => {})
  }
}
