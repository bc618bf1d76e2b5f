import type { RoutineBreath } from '@better-and-bliss/sdk'
import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { BellIcon, BreathIcon } from '../../ui/icons.tsx'
import { Switch } from '../../ui/switch.tsx'
import { countWords } from '../../ui/words.ts'
import { patternsQuery } from '../meditation/api.ts'
import { usePreferences } from '../meditation/use-preferences.ts'
import { t } from './messages.ts'
import { choicesOf } from './pattern-choices.ts'
import styles from './routines.module.css'
import { type PracticeStep, titleOf } from './steps.ts'

const MINUTES = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60]

interface PracticeFieldsProps {
  step: PracticeStep
  onChange: (step: PracticeStep) => void
}

/** What is set of a step that is practised. */
export function PracticeFields({ step, onChange }: PracticeFieldsProps) {
  const title = titleOf(step)
  const lengths = MINUTES.includes(step.minutes) ? MINUTES : [...MINUTES, step.minutes].toSorted((a, b) => a - b)
  return (
    <>
      <span className={styles.glyph} aria-hidden="true">
        {step.kind === 'timer' ? <BellIcon size={22} /> : <BreathIcon size={22} />}
      </span>
      <div>
        <strong>{title}</strong>
        <div className={styles.settings}>
          <NativeSelect
            aria-label={t('lengthOf', { title })}
            data={lengths.map((minutes) => ({ value: String(minutes), label: countWords(minutes, 'minute') }))}
            value={String(step.minutes)}
            onChange={({ currentTarget }) => onChange({ ...step, minutes: Number(currentTarget.value) })}
          />
          {step.kind === 'timer' ? (
            <Switch label={t('bells')} isOn={step.bell} onSwitch={(bell) => onChange({ ...step, bell })} />
          ) : (
            <PatternField step={step} onChange={onChange} />
          )}
        </div>
      </div>
    </>
  )
}

function PatternField({ step, onChange }: { step: RoutineBreath; onChange: (step: RoutineBreath) => void }) {
  const { data: ofStudio = [] } = useQuery(patternsQuery())
  const [{ own }] = usePreferences(useMember()?.id ?? '')
  const { choices, chosen } = choicesOf(step, own, ofStudio)
  return (
    <NativeSelect
      aria-label={t('patternOf', { title: titleOf(step) })}
      data={choices.map(({ name }, index) => ({ value: String(index), label: name }))}
      value={String(chosen)}
      onChange={({ currentTarget }) => {
        const choice = choices[Number(currentTarget.value)]
        if (choice) onChange({ ...step, pattern: choice.pattern, target: choice.target })
      }}
    />
  )
}
