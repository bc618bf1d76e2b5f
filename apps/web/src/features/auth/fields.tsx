import { type PasswordInputProps, TextInput, type TextInputProps } from '@mantine/core'
import { useId } from 'react'
import { PasswordField } from '../../forms/password-field.tsx'
import { t } from './messages.ts'
import { PasswordRules } from './password-rules-list.tsx'

/** An email address, as telephones and password managers know it. */
export function EmailField(props: TextInputProps) {
  return (
    <TextInput
      label={t('email')}
      name="email"
      inputMode="email"
      autoCapitalize="none"
      spellCheck={false}
      autoComplete="username"
      required
      withAsterisk={false}
      {...props}
    />
  )
}

/** A password that is chosen, with the rules for it. `password`: what was typed so far. */
export function NewPasswordField({ password, ...props }: PasswordInputProps & { password: string }) {
  const id = useId()
  return (
    <div>
      <PasswordField autoComplete="new-password" aria-describedby={id} {...props} />
      <PasswordRules id={id} password={password} />
    </div>
  )
}
