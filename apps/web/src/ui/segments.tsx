import '@mantine/core/styles/FloatingIndicator.layer.css'
import '@mantine/core/styles/SegmentedControl.layer.css'
import { SegmentedControl } from '@mantine/core'
import styles from './segments.module.css'

interface SegmentsProps<Value extends string> {
  label: string
  value: Value
  options: readonly (readonly [value: Value, name: string])[]
  onChoose: (value: Value) => void
}

/** A choice of a few, side by side. */
export function Segments<Value extends string>({ label, value, options, onChoose }: SegmentsProps<Value>) {
  return (
    <SegmentedControl
      classNames={styles}
      aria-label={label}
      withItemsBorders={false}
      value={value}
      data={options.map(([option, name]) => ({ value: option, label: name }))}
      onChange={onChoose}
    />
  )
}
