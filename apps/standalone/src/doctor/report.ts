import type { Examined, Outcome } from '@better-and-bliss/api/doctor'

const MARKS: Record<Outcome['kind'], string> = { fits: '✓', advice: '•', wrong: '✗' }

export function hasWrong(examined: readonly Examined[]): boolean {
  return countOf(examined, 'wrong') > 0
}

/** What was looked at, for a terminal: each thing in a line, below what it is of, and what to do below that. */
export function reportOf(examined: readonly Examined[]): string {
  const blocks = examined.map(({ subject, outcomes }) => [subject, ...outcomes.map(lineOf)].join('\n'))
  return [...blocks, summaryOf(examined)].join('\n\n')
}

function lineOf(outcome: Outcome): string {
  const line = `  ${MARKS[outcome.kind]} ${outcome.says}`
  return outcome.kind === 'fits' ? line : `${line}\n    ${outcome.remedy}`
}

function summaryOf(examined: readonly Examined[]): string {
  const [fits, advice, wrong] = (['fits', 'advice', 'wrong'] as const).map((kind) => countOf(examined, kind))
  const counts = `${fits} fit, ${advice} to think about, ${wrong} to mend`
  return wrong === 0 ? `It is fit: ${counts}.` : `Something must be mended: ${counts}.`
}

function countOf(examined: readonly Examined[], wanted: Outcome['kind']): number {
  return examined.flatMap(({ outcomes }) => outcomes).filter(({ kind }) => kind === wanted).length
}
