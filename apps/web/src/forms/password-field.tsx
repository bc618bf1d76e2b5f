import { t } from '../language/common.ts'
import '@mantine/core/styles/PasswordInput.layer.css'
import '@mantine/core/styles/ActionIcon.layer.css'
import { PasswordInput, type PasswordInputProps } from '@mantine/core'

/** A password that the account has. */
export function PasswordField(props: PasswordInputProps) {
  return (
    <PasswordInput
      label={t('password')}
      name="password"
      autoComplete="current-password"
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword'), tabIndex: 0 }}
      {...props}
    />
  )
}
