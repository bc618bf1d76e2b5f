import { bandLimited, levelled, mixed, pink, type Recorded, reverberated } from '../distortions.ts'
import { recordsOf } from '../listen.ts'
import type { Recording } from '../recordings.ts'
import { toPcm16 } from '../wav.ts'

/** Breath and noise of another pace and pitch: half an octave between them. */
const SPEEDS = [0.8, 1.25]
/** Noise has no beginning: it is also heard from these shares of its length on. */
const STARTS = [0.3, 0.6]
const PINK_DB = -20
const HIGHEST_HZ = 4000

const MICROPHONES: readonly ((recorded: Recorded) => Float64Array)[] = [
  ({ sound }) => bandLimited(sound, 0, HIGHEST_HZ),
  (recorded) => mixed(recorded, pink, PINK_DB),
  ({ sound }) => reverberated(sound),
  ({ sound }) => levelled(sound),
]

/** The recording as others like it could have been: there are too few to learn from, above all of what is no breath. */
export function variationsOf(recording: Recording): Recording[] {
  const { samples, truth } = recording
  const isBreathless = truth.phases.length === 0
  const sound = Float64Array.from(samples, (sample) => sample / 32_768)
  const squares = sound.reduce((sum, value) => sum + value * value, 0)
  const recorded = { sound, breathRms: Math.sqrt(squares / Math.max(1, sound.length)) }
  const heard = (changed: Int16Array) => ({ ...recording, samples: changed, records: recordsOf(changed) })
  return [
    ...SPEEDS.map((speed) => atSpeed(recording, speed)),
    ...(isBreathless ? STARTS.map((share) => heard(from(samples, share))) : []),
    ...MICROPHONES.map((through) => heard(toPcm16(through(recorded)))),
  ]
}

function atSpeed({ file, samples, truth, offsetMs }: Recording, speed: number): Recording {
  const played = new Int16Array(Math.floor(samples.length / speed)).map((_, index) => {
    const at = Math.floor(index * speed)
    const share = index * speed - at
    return Math.round((samples[at] ?? 0) * (1 - share) + (samples[at + 1] ?? 0) * share)
  })
  const phases = truth.phases.map(({ start, end, phase }) => ({ start: start / speed, end: end / speed, phase }))
  const records = recordsOf(played)
  return { file, samples: played, records, offsetMs: offsetMs / speed, truth: { ...truth, phases } }
}

function from(samples: Int16Array, share: number): Int16Array {
  const at = Math.floor(samples.length * share)
  const turned = new Int16Array(samples.length)
  turned.set(samples.subarray(at))
  turned.set(samples.subarray(0, at), samples.length - at)
  return turned
}
