import { t } from '../messages.ts'

/** Speeds that may be chosen, as shares of the normal one, slowest first. */
export const RATES: readonly number[] = [0.5, 0.75, 1, 1.25, 1.5, 2]

/** The next speed upwards (1) or downwards (-1); the same at the end of the list. */
export function nextRate(rate: number, step: 1 | -1): number {
  return (step > 0 ? RATES.find((one) => one > rate) : RATES.findLast((one) => one < rate)) ?? rate
}

/** `Normal`, `1.25×`. */
export function rateWords(rate: number): string {
  return rate === 1 ? t('normal') : `${rate}×`
}
