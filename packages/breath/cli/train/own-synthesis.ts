import { type BreathingOptions, breathing } from '../../synthesis/index.ts'
import { recordsOf } from '../listen.ts'
import type { Recording } from '../recordings.ts'

const SECONDS = 40
const SEED = 500

/** Breathing at every pace, near and far: nobody's, so that it is learned from in every fold. */
export function ownSynthesis(seconds: number = SECONDS): Recording[] {
  const patterns = ['fast', 'natural', 'coherent', 'box', '4-7-8'] as const
  const colours = ['mouth', 'nose'] as const
  const snrsDb = [35, 24, 16, 9]
  return patterns.flatMap((pattern, first) =>
    colours.flatMap((colour, second) =>
      snrsDb.map((snrDb, third) =>
        recordingOf({ pattern, colour, snrDb, seconds, seed: SEED + 100 * first + 10 * second + third }),
      ),
    ),
  )
}

function recordingOf(options: BreathingOptions & { pattern: string }): Recording {
  const { samples, phases } = breathing(options)
  const file = `synth_0000_${options.pattern}_${options.colour}_${options.seed}.wav`
  const sounds = phases.filter(({ phase }) => phase !== 'hold')
  const truth = {
    file,
    isNamed: true,
    phases: sounds.map(({ start_ms: start, end_ms: end, phase }) => ({ start, end, phase })),
  }
  return { file, samples, records: recordsOf(samples), offsetMs: 0, truth }
}
