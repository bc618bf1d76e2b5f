import type { Target } from '@better-and-bliss/breath/protocol'
import { useId, useState } from 'react'
import { t } from '../messages.ts'
import styles from './own-pattern.module.css'

const PARTS = [
  { key: 'inhale_ms', name: t('breatheIn'), least: 0.5 },
  { key: 'hold_in_ms', name: t('holdPart'), least: 0 },
  { key: 'exhale_ms', name: t('breatheOut'), least: 0.5 },
  { key: 'hold_out_ms', name: t('holdPart'), least: 0 },
] as const
const MOST_SECONDS = 60
/** Sliders reach as far as most people breathe; the number beside them goes further. */
const SLIDER_SECONDS = 15

interface OwnPatternProps {
  target: Target
  onChange: (target: Target) => void
}

/** Sets each part of a pattern, by a slider or by its number. */
export function OwnPattern({ target, onChange }: OwnPatternProps) {
  return (
    <div className={styles.parts}>
      {PARTS.map(({ key, name, least }, index) => (
        <Part
          key={key}
          name={name}
          after={index === 1 ? t('full') : index === 3 ? t('empty') : undefined}
          least={least}
          seconds={target[key] / 1000}
          onChange={(seconds) => onChange({ ...target, [key]: Math.round(seconds * 1000) })}
        />
      ))}
    </div>
  )
}

interface PartProps {
  name: string
  after: string | undefined
  least: number
  seconds: number
  onChange: (seconds: number) => void
}

function Part({ name, after, least, seconds, onChange }: PartProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const type = (text: string) => {
    setTyped(text)
    const value = Number(text)
    if (text.trim() && value >= least && value <= MOST_SECONDS) onChange(value)
  }
  const label = after ? `${name}, ${after}` : name
  return (
    <div className={styles.part}>
      <label htmlFor={id}>
        {name} {after && <span className={styles.after}>{after}</span>}
      </label>
      <span className={styles.number}>
        <input
          type="number"
          inputMode="decimal"
          aria-label={t('partSeconds', { label })}
          min={least}
          max={MOST_SECONDS}
          step={0.1}
          value={typed ?? seconds}
          onChange={({ currentTarget }) => type(currentTarget.value)}
          onBlur={() => setTyped(null)}
        />
        <span aria-hidden="true">s</span>
      </span>
      <input
        id={id}
        type="range"
        min={least}
        max={SLIDER_SECONDS}
        step={0.5}
        value={seconds}
        aria-valuetext={t('seconds', { seconds })}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      />
    </div>
  )
}
