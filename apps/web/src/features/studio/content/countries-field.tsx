import type { StudioCountries } from '@better-and-bliss/sdk'
import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import { LANGUAGE } from '../../../language/page-language.ts'
import styles from './editor.module.css'
import { t } from './messages.ts'

const RULES: { value: StudioCountries['rule']; label: string }[] = [
  { value: 'everywhere', label: t('everywhere') },
  { value: 'only_in', label: t('onlyIn') },
  { value: 'not_in', label: t('notIn') },
]
const NAMES = new Intl.DisplayNames(LANGUAGE, { type: 'region' })

interface CountriesFieldProps {
  countries: StudioCountries
  error: string | undefined
  onCountries: (countries: StudioCountries) => void
}

/** Where it may be played. */
export function CountriesField({ countries: { rule, codes }, error, onCountries }: CountriesFieldProps) {
  const [typed, setTyped] = useState(codes.join(', '))
  const [chosen, setChosen] = useState(rule)
  const put = (text: string, by: StudioCountries['rule']) => {
    const named = by === 'everywhere' ? [] : codesOf(text)
    onCountries(named.length === 0 ? { rule: 'everywhere', codes: [] } : { rule: by, codes: named })
  }
  return (
    <div className={styles.fields}>
      <NativeSelect
        label={t('countries')}
        data={RULES}
        value={chosen}
        onChange={({ currentTarget: { value } }) => {
          const by = RULES.find((one) => one.value === value)?.value ?? 'everywhere'
          setChosen(by)
          put(typed, by)
        }}
      />
      {chosen !== 'everywhere' && (
        <TextInput
          label={t('countryCodes')}
          description={codes.length > 0 ? codes.map(nameOf).join(', ') : t('twoLetters')}
          value={typed}
          error={error}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value)
            put(value, chosen)
          }}
        />
      )}
    </div>
  )
}

function codesOf(text: string): string[] {
  return [...new Set(text.toUpperCase().match(/\b[A-Z]{2}\b/g))]
}

function nameOf(code: string): string {
  return NAMES.of(code) ?? code
}
