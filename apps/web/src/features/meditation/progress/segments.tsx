import { useId } from 'react'
import { Choice } from '../../../ui/choice.tsx'
import styles from './segments.module.css'

interface SegmentsProps<Value extends string> {
  label: string
  value: Value
  options: readonly (readonly [value: Value, name: string])[]
  onChoose: (value: Value) => void
}

/** A choice of a few, side by side: native radio buttons in other clothes. */
export function Segments<Value extends string>({ label, value, options, onChoose }: SegmentsProps<Value>) {
  const name = useId()
  return (
    <fieldset className={styles.segments}>
      <legend className="visually-hidden">{label}</legend>
      {options.map(([option, text]) => (
        <Choice
          key={option}
          name={name}
          isChosen={option === value}
          onChoose={() => onChoose(option)}
          className={styles.segment}
        >
          {text}
        </Choice>
      ))}
    </fieldset>
  )
}
