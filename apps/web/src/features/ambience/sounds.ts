import type { AmbientSound as Sounding } from '@better-and-bliss/sdk'

export type AmbientSound = Sounding['sound']

/** What sounds together, each at its level of 1 to 100. */
export type Mix = readonly Sounding[]

export const SOUND_NAMES: Record<AmbientSound, string> = {
  rain: 'Rain',
  waves: 'Waves',
  brown_noise: 'Brown noise',
  pink_noise: 'Pink noise',
  singing_bowl: 'Singing bowl',
}

export const AMBIENT_SOUNDS = Object.keys(SOUND_NAMES) as AmbientSound[]

/** More of them become one noise. */
export const MAX_AT_ONCE = 3
export const USUAL_LEVEL = 50

/** “Rain and Waves”. */
export function mixWords(mix: Mix): string {
  return new Intl.ListFormat('en').format(mix.map(({ sound }) => SOUND_NAMES[sound]))
}
