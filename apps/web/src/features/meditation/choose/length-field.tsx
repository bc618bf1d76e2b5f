import { Segments } from '../../../ui/segments.tsx'
import type { Preferences } from '../preferences.ts'
import legends from './legends.module.css'

/** In minutes; without an end the member ends it. */
const LENGTHS = { open: null, '3': 3, '5': 5, '10': 10, '20': 20 } as const

type Length = keyof typeof LENGTHS

const OPTIONS = [
  ['open', 'Open'],
  ['3', '3 min'],
  ['5', '5 min'],
  ['10', '10 min'],
  ['20', '20 min'],
] as const satisfies readonly [Length, string][]

interface LengthFieldProps {
  minutes: Preferences['minutes']
  onChoose: (minutes: Preferences['minutes']) => void
}

export function LengthField({ minutes, onChoose }: LengthFieldProps) {
  return (
    <div>
      <p className={legends.small} aria-hidden="true">
        For how long?
      </p>
      <Segments
        label="For how long?"
        value={minutes === null ? 'open' : `${minutes}`}
        options={OPTIONS}
        onChoose={(length) => onChoose(LENGTHS[length])}
      />
    </div>
  )
}
