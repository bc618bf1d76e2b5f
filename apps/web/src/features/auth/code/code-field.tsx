import { TextInput, type TextInputProps } from '@mantine/core'
import { t } from '../messages.ts'
import styles from './code-field.module.css'
import { codeIn } from './mailed-code.ts'

interface CodeFieldProps extends Omit<TextInputProps, 'onChange'> {
  onChange: (code: string) => void
}

/** The six digits of a mail. What is pasted may have blanks: no length is set, which would cut it before they are gone. */
export function CodeField({ onChange, ...props }: CodeFieldProps) {
  return (
    <TextInput
      {...props}
      onChange={({ currentTarget }) => onChange(codeIn(currentTarget.value))}
      label={t('code')}
      description={t('codeHint')}
      name="code"
      inputMode="numeric"
      autoComplete="one-time-code"
      required
      withAsterisk={false}
      classNames={{ input: styles.code }}
    />
  )
}
