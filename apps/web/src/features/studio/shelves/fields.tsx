import { Textarea, TextInput } from '@mantine/core'
import { memberAddress } from '../shared/member-address.ts'
import { t } from './messages.ts'

interface TextProps {
  label: string
  description?: string
  value: string
  error: string | undefined
  maxLength: number
  required?: boolean
  rows?: number
  onText: (text: string) => void
}

/** A line of text, or several. */
export function Text({ label, description, value, error, maxLength, required, rows, onText }: TextProps) {
  const common = { label, description, value, error, maxLength, required }
  return rows === undefined ? (
    <TextInput {...common} onChange={({ currentTarget }) => onText(currentTarget.value)} />
  ) : (
    <Textarea {...common} rows={rows} onChange={({ currentTarget }) => onText(currentTarget.value)} />
  )
}

interface SlugProps extends Pick<TextProps, 'value' | 'error' | 'maxLength' | 'onText'> {
  /** What it is of. */
  kind: 'series' | 'experts' | 'categories'
}

/** A name in addresses. */
export function Slug({ kind, value, error, maxLength, onText }: SlugProps) {
  const opensAt = value && t('opensAt', { address: memberAddress(kind, value) })
  const description = `${t('slugHint')} ${opensAt}`
  return (
    <Text
      label={t('address')}
      description={description}
      value={value}
      error={error}
      maxLength={maxLength}
      onText={onText}
    />
  )
}
