import { TextInput } from '@mantine/core'
import { durationWords } from '../../../ui/words.ts'
import { t } from './messages.ts'

interface LengthFieldProps {
  seconds: number | null
  /** Of the media; null while that is not known. */
  ofMedia: number | null
  error: string | undefined
  onSeconds: (seconds: number | null) => void
}

const SECONDS_A_MINUTE = 60

/** The length to show, in minutes, where it is not that of the media. */
export function LengthField({ seconds, ofMedia, error, onSeconds }: LengthFieldProps) {
  return (
    <TextInput
      label={t('lengthMinutes')}
      description={ofMedia === null ? t('ofMedia') : t('ofMediaIs', { duration: durationWords(ofMedia) })}
      type="number"
      min={0}
      step="any"
      value={seconds === null ? '' : Number((seconds / SECONDS_A_MINUTE).toFixed(2))}
      error={error}
      onChange={({ currentTarget: { value } }) =>
        onSeconds(value === '' ? null : Math.max(1, Math.round(Number(value) * SECONDS_A_MINUTE)))
      }
    />
  )
}
