import type { Target } from '@better-and-bliss/breath/protocol'
import { Choice } from '../../../ui/choice.tsx'
import { countWords, type PatternId, patternsWith } from '../patterns.ts'
import legends from './legends.module.css'
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
      <legend className={legends.large}>How would you like to breathe?</legend>
      <div className={styles.cards}>
        {patternsWith(own).map(({ id, name, words, target }) => (
          <Choice key={id} name="what" isChosen={chosen === id} onChoose={() => onChoose(id)} className={styles.card}>
            <span className={styles.name}>{name}</span>
            {target && <span className={styles.count}>{countWords(target)}</span>}
            <span className={styles.words}>{words}</span>
            <PatternCurve target={target} />
          </Choice>
        ))}
      </div>
      {chosen === 'own' && <OwnPattern target={own} onChange={onOwn} />}
    </fieldset>
  )
}
