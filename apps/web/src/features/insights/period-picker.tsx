import { NativeSelect, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { Segments } from '../../ui/segments.tsx'
import styles from './insights.module.css'
import { type Asked, COMPARISONS, type PeriodSearch, parsePeriodSearch, SPANS, spanOf } from './period-search.ts'

const SPAN_NAMES = { '7': '7 days', '30': '30 days', '90': '90 days', '364': 'A year' }
const COMPARISON_NAMES = {
  before: 'Compare with the days before',
  year: 'Compare with a year ago',
  none: 'Compare with nothing',
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
      <legend className="visually-hidden">Period</legend>
      <Segments
        label="How far back"
        value={spanOf(search) ?? 'own'}
        options={[...SPANS.map((span) => [span, SPAN_NAMES[span]] as const), ['own', 'Own days']]}
        onChoose={(span) => choose(span === 'own' ? { from: asked.from, to: asked.to } : { days: span })}
      />
      {spanOf(search) === undefined && (
        <>
          <TextInput
            type="date"
            aria-label="First day"
            value={asked.from}
            max={asked.to}
            onChange={({ currentTarget: { value } }) => value && choose({ from: value, to: later(value, asked.to) })}
          />
          <TextInput
            type="date"
            aria-label="Last day"
            value={asked.to}
            onChange={({ currentTarget: { value } }) =>
              value && choose({ from: earlier(value, asked.from), to: value })
            }
          />
        </>
      )}
      {!withoutComparison && (
        <NativeSelect
          aria-label="Compare"
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
