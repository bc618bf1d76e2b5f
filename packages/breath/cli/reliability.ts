import type { HeardFile } from './corpus.ts'
import type { HeardPhase } from './listen.ts'

export interface Truth {
  file: string
  isNamed: boolean
  phases: { start: number; end: number; phase: string }[]
}

export interface Bin {
  from: number
  count: number
  confidence: number
  right: number
}

/** Phases overlap enough where eval.py matches them. */
const LEAST_OVERLAP = 0.5
const BINS = 10

/** Groups the rows of labels.csv by file. */
export function truthsOf(rows: readonly Record<string, string>[]): Truth[] {
  const truths = new Map<string, Truth>()
  for (const row of rows) {
    const file = row.file ?? ''
    const truth = truths.get(file) ?? { file, isNamed: row.phase_known === '1', phases: [] }
    truths.set(file, truth)
    const isSound = row.phase === 'inhale' || row.phase === 'exhale'
    if (isSound) truth.phases.push({ start: Number(row.start_ms), end: Number(row.end_ms), phase: row.phase ?? '' })
  }
  return [...truths.values()]
}

/** How often phases of each confidence were right: there, and named rightly (where no name is known: consistently). */
export function reliability(truths: readonly Truth[], heard: readonly HeardFile[]): Bin[] {
  const bins = Array.from({ length: BINS }, (_, index) => ({ from: index / BINS, count: 0, confidence: 0, right: 0 }))
  for (const { file, events } of heard) {
    const truth = truths.find((candidate) => candidate.file === file)
    const sounds = events.filter((event) => event.event_type === 'inhaling' || event.event_type === 'exhaling')
    const right = rightOnes(truth, sounds)
    sounds.forEach((event, index) => {
      const bin = bins[Math.min(BINS - 1, Math.floor(event.confidence * BINS))]
      if (!bin) return
      bin.count += 1
      bin.confidence += event.confidence
      bin.right += right[index] ? 1 : 0
    })
  }
  return bins.filter((bin) => bin.count > 0)
}

/** The mean distance between what was claimed and what was so. */
export function calibrationError(bins: readonly Bin[]): number {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0)
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / Math.max(1, total)
}

function rightOnes(truth: Truth | undefined, sounds: readonly HeardPhase[]): boolean[] {
  if (!truth) return sounds.map(() => false)
  const asNamed = sounds.map((event) => isRight(truth, event, event.event_type === 'inhaling' ? 'inhale' : 'exhale'))
  if (truth.isNamed) return asNamed
  const swapped = sounds.map((event) => isRight(truth, event, event.event_type === 'inhaling' ? 'exhale' : 'inhale'))
  const count = (flags: boolean[]) => flags.filter(Boolean).length
  return count(swapped) > count(asNamed) ? swapped : asNamed
}

function isRight(truth: Truth, { t_ms, duration_ms }: HeardPhase, name: string): boolean {
  const end = t_ms + duration_ms
  return truth.phases.some((phase) => {
    const shared = Math.min(end, phase.end) - Math.max(t_ms, phase.start)
    return phase.phase === name && shared / (Math.max(end, phase.end) - Math.min(t_ms, phase.start)) >= LEAST_OVERLAP
  })
}
