import { TIER_NAMES, TIERS } from '@better-and-bliss/membership'
import { NativeSelect } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type BrowseSearch, LENGTHS, parseBrowseSearch, SORTS, TYPES } from './browse-search.ts'
import styles from './filters.module.css'
import { TYPE_NAMES } from './words.ts'

const LENGTH_NAMES = { short: 'Under 10 min', medium: '10 to 20 min', long: 'Over 20 min' }
const SORT_NAMES = {
  newest: 'Newest first',
  featured: 'Chosen first',
  title: 'By title',
  duration: 'Shortest first',
  oldest: 'Oldest first',
  episode: 'Part by part',
}

/** The choices that narrow the library down, each a native list: quick on every device, with every aid. */
export function Filters({ search }: { search: BrowseSearch }) {
  const navigate = useNavigate()
  const choose = (part: keyof BrowseSearch) => (value: string) =>
    void navigate({ to: '/browse', search: parseBrowseSearch({ ...search, [part]: value }), resetScroll: false })
  return (
    <fieldset className={styles.filters}>
      <legend className="visually-hidden">Filter and order</legend>
      <Choice
        label="Type"
        value={search.type}
        onChoose={choose('type')}
        all="Every kind"
        options={TYPES.map((type) => [type, TYPE_NAMES[type]])}
      />
      <Choice
        label="Length"
        value={search.length}
        onChoose={choose('length')}
        all="Any length"
        options={LENGTHS.map((length) => [length, LENGTH_NAMES[length]])}
      />
      <Choice
        label="Plan"
        value={search.tier}
        onChoose={choose('tier')}
        all="Every plan"
        options={TIERS.map((tier) => [tier, TIER_NAMES[tier]])}
      />
      <Choice
        label="Order"
        value={search.sort}
        onChoose={choose('sort')}
        options={sortsFor(search).map((sort) => [sort, SORT_NAMES[sort]])}
      />
    </fieldset>
  )
}

/** Only the items of a series are parts of something. */
function sortsFor({ series }: BrowseSearch): (typeof SORTS)[number][] {
  return SORTS.filter((sort) => sort !== 'episode' || series !== undefined)
}

interface ChoiceProps {
  label: string
  value: string | undefined
  onChoose: (value: string) => void
  /** The name of having chosen nothing; without it the first option is the default. */
  all?: string
  options: [value: string, name: string][]
}

function Choice({ label, value = '', onChoose, all, options }: ChoiceProps) {
  return (
    <NativeSelect
      aria-label={label}
      value={value}
      data-chosen={value !== '' || undefined}
      className={styles.choice}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {all && <option value="">{all}</option>}
      {options.map(([option, name], index) => (
        <option key={option} value={!all && index === 0 ? '' : option}>
          {name}
        </option>
      ))}
    </NativeSelect>
  )
}
