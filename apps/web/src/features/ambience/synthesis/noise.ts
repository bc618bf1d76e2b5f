import type { Random } from './random.ts'
import { seamless } from './seamless.ts'

type Filter = (white: number) => number

const FADE_SECONDS = 1
/** Until a filter has forgotten that it began with silence. */
const SETTLE_SECONDS = 0.5

export interface LoopShape {
  seconds: number
  sampleRate: number
}

/** A loop of noise, as a filter colours it. */
export function noiseLoop(filter: Filter, random: Random, { seconds, sampleRate }: LoopShape) {
  for (let left = SETTLE_SECONDS * sampleRate; left > 0; left -= 1) filter(2 * random() - 1)
  const length = Math.round(seconds * sampleRate)
  const samples = new Float32Array(length + Math.round(Math.min(FADE_SECONDS, seconds / 2) * sampleRate))
  for (let index = 0; index < samples.length; index += 1) samples[index] = filter(2 * random() - 1)
  return seamless(samples, length)
}

/** 6 dB less for each octave: the sum of white noise, which forgets slowly so that it does not drift away. */
export function brown(): Filter {
  let sum = 0
  return (white) => {
    sum = 0.998 * sum + 0.06 * white
    return sum
  }
}

/** 3 dB less for each octave, by Paul Kellet's filter. */
export function pink(): Filter {
  let [first, second, third, fourth, fifth, sixth, delayed] = [0, 0, 0, 0, 0, 0, 0]
  return (white) => {
    first = 0.99886 * first + 0.0555179 * white
    second = 0.99332 * second + 0.0750759 * white
    third = 0.969 * third + 0.153852 * white
    fourth = 0.8665 * fourth + 0.3104856 * white
    fifth = 0.55 * fifth + 0.5329522 * white
    sixth = -0.7616 * sixth - 0.016898 * white
    const sum = first + second + third + fourth + fifth + sixth + delayed + 0.5362 * white
    delayed = 0.115926 * white
    return 0.11 * sum
  }
}

/** What is left of a noise without its lows. */
export function withoutLows(
  filter: Filter,
  { cutoffHz, sampleRate }: { cutoffHz: number; sampleRate: number },
): Filter {
  const share = 1 - Math.exp((-2 * Math.PI * cutoffHz) / sampleRate)
  let low = 0
  return (white) => {
    const value = filter(white)
    low += share * (value - low)
    return value - low
  }
}
