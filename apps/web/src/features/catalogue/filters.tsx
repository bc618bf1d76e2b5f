import { TIERS } from '@better-and-bliss/membership'
import { NativeSelect } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { TIER_WORDS } from '../../ui/tier-words.ts'
import { type BrowseSearch, LENGTHS, parseBrowseSearch, SORTS, TYPES } from './browse-search.ts'
import styles from './filters.module.css'
import { t } from './messages.ts'
import { TYPE_NAMES } from './words.ts'

const LENGTH_NAMES = { short: t('under10'), medium: t('tenTo20'), long: t('over20') }
const SORT_NAMES = {
  newest: t('newestFirst'),
  featured: t('chosenFirst'),
  title: t('byTitle'),
  duration: t('shortestFirst'),
  oldest: t('oldestFirst'),
  episode: t('partByPart'),
}

/** The choices that narrow the library down, each a native list: quick on every device, with every aid. */
export function Filters({ search }: { search: BrowseSearch }) {
  const navigate = useNavigate()
  const choose = (part: keyof BrowseSearch) => (value: string) =>
    void navigate({ to: '/browse', search: parseBrowseSearch({ ...search, [part]: value }), resetScroll: false })
  return (
    <fieldset className={styles.filters}>
      <legend className="visually-hidden">{t('filterAndOrder')}</legend>
      <Choice
        label={t('type')}
        value={search.type}
        onChoose={choose('type')}
        all={t('everyKind')}
        options={TYPES.map((type) => [type, TYPE_NAMES[type]])}
      />
      <Choice
        label={t('length')}
        value={search.length}
        onChoose={choose('length')}
        all={t('anyLength')}
        options={LENGTHS.map((length) => [length, LENGTH_NAMES[length]])}
      />
      <Choice
        label={t('plan')}
        value={search.tier}
        onChoose={choose('tier')}
        all={t('everyPlan')}
        options={TIERS.map((tier) => [tier, TIER_WORDS[tier]])}
      />
      <Choice
        label={t('order')}
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
