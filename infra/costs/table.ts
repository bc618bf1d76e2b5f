import { SIZES } from '../sizes.ts'
import { monthlyCosts } from './costs.ts'

/** The table of docs/deploy/costs.md: whole dollars, so that they add up to what stands below them. */
export function costsTable(): string {
  const all = SIZES.map((size) =>
    Object.entries(monthlyCosts(size)).map(([what, usd]) => [what, Math.round(usd)] as const),
  )
  const [first = []] = all
  const rows = first.map(([what], index) => [what, ...all.map((costs) => dollars(costs[index]?.[1] ?? 0))])
  const sums = all.map((costs) => dollars(costs.reduce((sum, [, usd]) => sum + usd, 0)))
  const heads = ['US dollars a month', '1,000 members', '100,000 members']
  return [heads, ['---', '---:', '---:'], ...rows, ['**together**', ...sums.map((sum) => `**${sum}**`)]]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

function dollars(usd: number): string {
  return usd.toLocaleString('en-US')
}
