import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import { MoonIcon, SunIcon } from '../../ui/icons.tsx'
import { t } from '../messages.ts'
import styles from './scheme-toggle.module.css'

/** Turns the lights on or off. Who chooses what the system says follows the system again. */
export function SchemeToggle() {
  const { setColorScheme } = useMantineColorScheme()
  const shown = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const system = useColorScheme('light', { getInitialValueInEffect: false })
  const other = shown === 'dark' ? 'light' : 'dark'
  return (
    <button
      type="button"
      className={styles.toggle}
      onClick={() => setColorScheme(other === system ? 'auto' : other)}
      aria-label={other === 'dark' ? t('toDark') : t('toLight')}
    >
      {shown === 'dark' ? <SunIcon /> : <MoonIcon />}
    </button>
  )
}
