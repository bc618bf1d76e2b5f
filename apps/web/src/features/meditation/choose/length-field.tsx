import { Segments } from '../../../ui/segments.tsx'
import { t } from '../messages.ts'
import type { Preferences } from '../preferences.ts'
import legends from './legends.module.css'

/** In minutes; without an end the member ends it. */
const LENGTHS = { open: null, '3': 3, '5': 5, '10': 10, '20': 20 } as const

type Length = keyof typeof LENGTHS

const OPTIONS = [
  ['open', t('open')],
  ['3', t('min3')],
  ['5', t('min5')],
  ['10', t('min10')],
  ['20', t('min20')],
] as const satisfies readonly [Length, string][]

interface LengthFieldProps {
  minutes: Preferences['minutes']
  onChoose: (minutes: Preferences['minutes']) => void
}

export function LengthField({ minutes, onChoose }: LengthFieldProps) {
  return (
    <div>
      <p className={legends.small} aria-hidden="true">
        {t('howLong')}
      </p>
      <Segments
        label={t('howLong')}
        value={minutes === null ? 'open' : `${minutes}`}
        options={OPTIONS}
        onChoose={(length) => onChoose(LENGTHS[length])}
      />
    </div>
  )
}
