export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Of what is known. */
export function meanAndDeviation(all: readonly (number | undefined)[], decimals: number): string {
  const values = all.filter((value) => value !== undefined)
  if (values.length === 0) return ''
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
  return `${mean.toFixed(decimals)} ± ${deviation.toFixed(decimals)}`
}
