import { markdownTable } from '../harness/numbers.ts'
import type { Count } from './count.ts'
import type { Happened } from './faults.ts'
import { type Attempt, KINDS, type Ledger } from './ledger.ts'

/** What failed in each fault's slot and until when; by kind; and what was lost. */
export function chaosReport(ledger: Ledger, happened: readonly Happened[], counts: readonly Count[]): string {
  return [faultTable(ledger, happened), kindTable(ledger), countTable(counts)].join('\n\n')
}

function faultTable({ attempts }: Ledger, happened: readonly Happened[]): string {
  const header = [
    'fault',
    'sent',
    'failed at the first process',
    'failed after one retry',
    'last failure of a first / of a retry, s',
    'back, s',
    'what failed after a retry',
  ]
  const rows = happened.map(({ name, atMs, untilMs, backAfterMs }) => {
    const those = attempts.filter((attempt) => attempt.atMs >= atMs && attempt.atMs < untilMs)
    const raw = those.filter((attempt) => !attempt.raw)
    const failed = those.filter((attempt) => !attempt.answered)
    const last = (some: Attempt[]) => (some.length > 0 ? seconds((some.at(-1)?.atMs ?? atMs) - atMs) : '–')
    const kinds = [...Map.groupBy(failed, ({ kind, outcome }) => `${kind} (${outcome})`)].map(
      ([kind, some]) => `${kind} ${some.length}`,
    )
    const counted = [those.length, raw.length, failed.length].map(String)
    return [name, ...counted, `${last(raw)} / ${last(failed)}`, seconds(backAfterMs), kinds.join(', ')]
  })
  return markdownTable(header, rows)
}

function kindTable({ attempts }: Ledger): string {
  const rows = KINDS.map((kind) => {
    const those = attempts.filter((attempt) => attempt.kind === kind)
    const failedOf = (field: 'raw' | 'answered') => {
      const failed = those.filter((attempt) => !attempt[field]).length
      return `${failed} (${((100 * failed) / Math.max(1, those.length)).toFixed(2)} %)`
    }
    return [kind, String(those.length), failedOf('raw'), failedOf('answered')]
  })
  return markdownTable(['request', 'sent', 'failed at the first process', 'failed after one retry'], rows)
}

function countTable(counts: readonly Count[]): string {
  const rows = counts.map(({ what, acknowledged, lost, remark }) => [what, String(acknowledged), String(lost), remark])
  return markdownTable(['acknowledged', 'how much', 'lost, goal 0', ''], rows)
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1)
}
