import { countWords } from '../../../ui/words.ts'
import { t } from '../messages.ts'

/** `1 hour 2 minutes 30 seconds`, `4 minutes`: as one says it. */
export function spokenTime(seconds: number): string {
  const whole = Math.floor(seconds)
  const parts = [
    [Math.floor(whole / 3600), 'hour'],
    [Math.floor((whole % 3600) / 60), 'minute'],
    [whole % 60, 'second'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => countWords(count, unit))
  return said.join(' ') || t('theBeginning')
}
