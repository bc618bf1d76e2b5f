export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return ((sorted[half] ?? 0) + (sorted[sorted.length - 1 - half] ?? 0)) / 2
}

/** The value that a share of the others lies below; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}

export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Standard deviation over mean; null below two values. */
export function coefficientOfVariation(values: readonly number[]): number | null {
  const centre = mean(values)
  if (centre === null || centre <= 0 || values.length < 2) return null
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return Math.sqrt(squares / values.length) / centre
}

export const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

export const logistic = (logOdds: number) => 1 / (1 + Math.exp(-logOdds))

export const round = (value: number, decimals: number) => Math.round(value * 10 ** decimals) / 10 ** decimals
