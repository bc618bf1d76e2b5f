import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { Segments } from '../../ui/segments.tsx'
import styles from './insights.module.css'
import { t } from './messages.ts'
import { type Asked, COMPARISONS, type PeriodSearch, parsePeriodSearch, SPANS, spanOf } from './period-search.ts'

const SPAN_NAMES = { '7': t('days7'), '30': t('days30'), '90': t('days90'), '364': t('aYear') }
const COMPARISON_NAMES = {
  before: t('compareBefore'),
  year: t('compareYear'),
  none: t('compareNone'),
}

interface PeriodPickerProps {
  search: PeriodSearch
  /** What the search asks for now. */
  asked: Asked
  onChoose: (search: PeriodSearch) => void
  withoutComparison?: boolean
  /** What else may be done with the period. */
  children?: ReactNode
}

/** Which days to look at, and what to compare them with. */
export function PeriodPicker({ search, asked, onChoose, withoutComparison, children }: PeriodPickerProps) {
  const { compare } = search
  const choose = (part: PeriodSearch) => onChoose(parsePeriodSearch({ compare, ...part }))
  return (
    <fieldset className={styles.picker}>
      <legend className="visually-hidden">{t('period')}</legend>
      <Segments
        label={t('howFarBack')}
        value={spanOf(search) ?? 'own'}
        options={[...SPANS.map((span) => [span, SPAN_NAMES[span]] as const), ['own', t('ownDays')]]}
        onChoose={(span) => choose(span === 'own' ? { from: asked.from, to: asked.to } : { days: span })}
      />
      {spanOf(search) === undefined && (
        <>
          <TextInput
            type="date"
            aria-label={t('firstDay')}
            value={asked.from}
            max={asked.to}
            onChange={({ currentTarget: { value } }) => value && choose({ from: value, to: later(value, asked.to) })}
          />
          <TextInput
            type="date"
            aria-label={t('lastDay')}
            value={asked.to}
            onChange={({ currentTarget: { value } }) =>
              value && choose({ from: earlier(value, asked.from), to: value })
            }
          />
        </>
      )}
      {!withoutComparison && (
        <NativeSelect
          aria-label={t('compare')}
          value={asked.compare}
          data={COMPARISONS.map((value) => ({ value, label: COMPARISON_NAMES[value] }))}
          onChange={({ currentTarget: { value } }) => onChoose(parsePeriodSearch({ ...search, compare: value }))}
        />
      )}
      {children}
    </fieldset>
  )
}

const later = (a: string, b: string) => (a > b ? a : b)
const earlier = (a: string, b: string) => (a < b ? a : b)
