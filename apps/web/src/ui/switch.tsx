import '@mantine/core/styles/InlineInput.layer.css'
import '@mantine/core/styles/Switch.layer.css'
import { Switch as MantineSwitch } from '@mantine/core'
import styles from './switch.module.css'

interface SwitchProps {
  label: string
  isOn: boolean
  onSwitch: (isOn: boolean) => void
  words?: string
}

/** A switch with what it means. */
export function Switch({ label, isOn, onSwitch, words }: SwitchProps) {
  return (
    <MantineSwitch
      classNames={styles}
      labelPosition="left"
      size="md"
      withThumbIndicator={false}
      label={label}
      description={words}
      checked={isOn}
      aria-checked={isOn}
      onChange={({ currentTarget }) => onSwitch(currentTarget.checked)}
    />
  )
}
