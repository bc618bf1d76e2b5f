import type { AmbientSound as Sounding } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../language/page-language.ts'
import { t } from './messages.ts'

export type AmbientSound = Sounding['sound']

/** What sounds together, each at its level of 1 to 100. */
export type Mix = readonly Sounding[]

export const SOUND_NAMES: Record<AmbientSound, string> = {
  rain: t('rain'),
  waves: t('waves'),
  brown_noise: t('brownNoise'),
  pink_noise: t('pinkNoise'),
  singing_bowl: t('singingBowl'),
}

export const AMBIENT_SOUNDS = Object.keys(SOUND_NAMES) as AmbientSound[]

/** More of them become one noise. */
export const MAX_AT_ONCE = 3
export const USUAL_LEVEL = 50

/** “Rain and Waves”. */
export function mixWords(mix: Mix): string {
  return new Intl.ListFormat(LANGUAGE).format(mix.map(({ sound }) => SOUND_NAMES[sound]))
}
