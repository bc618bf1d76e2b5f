import type { Target } from '@better-and-bliss/breath/protocol'
import { countWords, type PatternId, patternsWith } from '../patterns.ts'
import { OwnPattern } from './own-pattern.tsx'
import { PatternCurve } from './pattern-curve.tsx'
import styles from './patterns-field.module.css'

interface PatternsFieldProps {
  /** Null while a title is chosen instead. */
  chosen: PatternId | null
  own: Target
  onChoose: (id: PatternId) => void
  onOwn: (target: Target) => void
}

/** The patterns as cards, of which one is chosen. */
export function PatternsField({ chosen, own, onChoose, onOwn }: PatternsFieldProps) {
  return (
    <fieldset>
      <legend className={styles.legend}>How would you like to breathe?</legend>
      <div className={styles.cards}>
        {patternsWith(own).map(({ id, name, words, target }) => (
          <label key={id} className={styles.card}>
            <input
              type="radio"
              name="what"
              value={id}
              checked={chosen === id}
              onChange={() => onChoose(id)}
              className="visually-hidden"
            />
            <span className={styles.name}>{name}</span>
            {target && <span className={styles.count}>{countWords(target)}</span>}
            <span className={styles.words}>{words}</span>
            <PatternCurve target={target} />
          </label>
        ))}
      </div>
      {chosen === 'own' && <OwnPattern target={own} onChange={onOwn} />}
    </fieldset>
  )
}
