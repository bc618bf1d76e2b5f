import type { Target } from '@better-and-bliss/breath/protocol'
import { Choice } from '../../../ui/choice.tsx'
import { t } from '../messages.ts'
import { countWords, isChosen, type Pattern, type PatternChoice } from '../patterns.ts'
import legends from './legends.module.css'
import { OwnPattern } from './own-pattern.tsx'
import { PatternCurve } from './pattern-curve.tsx'
import styles from './patterns-field.module.css'

interface PatternsFieldProps {
  patterns: readonly Pattern[]
  /** Null while a title is chosen instead. */
  chosen: PatternChoice | null
  own: Target
  onChoose: (choice: PatternChoice) => void
  onOwn: (target: Target) => void
}

/** The patterns as cards, of which one is chosen. */
export function PatternsField({ patterns, chosen, own, onChoose, onOwn }: PatternsFieldProps) {
  return (
    <fieldset>
      <legend className={legends.large}>{t('howBreathe')}</legend>
      <div className={styles.cards}>
        {patterns.map((pattern) => (
          <Choice
            key={pattern.patternId ?? pattern.id}
            name="what"
            isChosen={isChosen(pattern, chosen)}
            onChoose={() => onChoose({ pattern: pattern.id, patternId: pattern.patternId })}
            className={styles.card}
          >
            <span className={styles.name}>{pattern.name}</span>
            {pattern.target && <span className={styles.count}>{countWords(pattern.target)}</span>}
            <span className={styles.words}>{pattern.words}</span>
            <PatternCurve target={pattern.target} />
          </Choice>
        ))}
      </div>
      {chosen?.pattern === 'own' && <OwnPattern target={own} onChange={onOwn} />}
    </fieldset>
  )
}
