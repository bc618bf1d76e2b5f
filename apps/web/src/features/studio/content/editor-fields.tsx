import { TIERS } from '@better-and-bliss/membership'
import { MAX_LENGTHS, type StudioChoices, type StudioContent } from '@better-and-bliss/sdk'
import { NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { LANGUAGE } from '../../../language/page-language.ts'
import { Panel } from '../../../ui/panel.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { TIER_WORDS } from '../../../ui/tier-words.ts'
import { memberAddress } from '../shared/member-address.ts'
import { CountriesField } from './countries-field.tsx'
import { DescriptionPreview } from './description-preview.tsx'
import styles from './editor.module.css'
import { LengthField } from './length-field.tsx'
import { t } from './messages.ts'
import { choicesQuery } from './queries.ts'
import { TagsField } from './tags-field.tsx'
import type { Editing } from './use-draft.ts'

interface EditorFieldsProps {
  item: StudioContent
  editing: Editing
}

/** All that is set of an item. */
export function EditorFields({ item, editing }: EditorFieldsProps) {
  const choices = useQuery(choicesQuery()).data
  return (
    <>
      <Panel title={t('whatItIs')}>
        <div className={styles.fields}>
          <Words item={item} editing={editing} />
          <TagsField
            tags={editing.fields.tags}
            known={choices?.tags ?? []}
            error={editing.errors.tags}
            onTags={(tags) => editing.set({ tags })}
          />
          <LanguageField editing={editing} />
        </div>
      </Panel>
      <Panel title={t('whereItStands')}>
        <div className={styles.fields}>
          <Place editing={editing} choices={choices} />
        </div>
      </Panel>
      <Panel title={t('whoPlays')}>
        <div className={styles.fields}>
          <Audience editing={editing} item={item} />
        </div>
      </Panel>
    </>
  )
}

function Words({ item, editing: { fields, set, errors } }: EditorFieldsProps) {
  return (
    <>
      <TextInput
        label={t('title')}
        required
        maxLength={MAX_LENGTHS.updateContent.title}
        value={fields.title}
        error={errors.title}
        onChange={({ currentTarget }) => set({ title: currentTarget.value })}
      />
      <TextInput
        label={t('address')}
        description={`${fields.slug === null ? t('fromTitle') : t('lowerCase')} ${t('opensAt', { address: memberAddress('content', fields.slug ?? item.slug) })}`}
        placeholder={item.slug}
        maxLength={MAX_LENGTHS.updateContent.slug}
        value={fields.slug ?? ''}
        error={errors.slug}
        onChange={({ currentTarget }) => set({ slug: currentTarget.value || null })}
      />
      <Textarea
        label={t('description')}
        description={t('markdown')}
        autosize={false}
        rows={10}
        maxLength={MAX_LENGTHS.updateContent.description}
        value={fields.description}
        error={errors.description}
        onChange={({ currentTarget }) => set({ description: currentTarget.value })}
      />
      <DescriptionPreview description={fields.description} />
    </>
  )
}

/** Others can be typed: the API knows them all. */
const LANGUAGES = ['en', 'de', 'fr', 'it', 'es', 'pt', 'nl', 'sv', 'ja', 'hi', 'zh']

function LanguageField({ editing: { fields, set, errors } }: { editing: Editing }) {
  const list = useId()
  return (
    <>
      <TextInput
        label={t('language')}
        description={t('spokenIn')}
        list={list}
        maxLength={MAX_LENGTHS.updateContent.language}
        value={fields.language ?? ''}
        error={errors.language}
        onChange={({ currentTarget }) => set({ language: currentTarget.value.trim() || null })}
      />
      <datalist id={list}>
        {LANGUAGES.map((tag) => (
          <option key={tag} value={tag} label={new Intl.DisplayNames(LANGUAGE, { type: 'language' }).of(tag)} />
        ))}
      </datalist>
    </>
  )
}

type Shelf = { id: string; name: string }

function Place({
  editing: { fields, set, errors },
  choices,
}: {
  editing: Editing
  choices: StudioChoices | undefined
}) {
  return (
    <>
      <ShelfField
        label={t('category')}
        shelves={choices?.categories}
        id={fields.category_id}
        error={errors.category_id}
        onId={(category_id) => set({ category_id })}
      />
      <ShelfField
        label={t('expert')}
        shelves={choices?.experts}
        id={fields.expert_id}
        error={errors.expert_id}
        onId={(expert_id) => set({ expert_id })}
      />
      <ShelfField
        label={t('series')}
        shelves={choices?.series}
        id={fields.series_id}
        error={errors.series_id}
        onId={(series_id) => set({ series_id })}
      />
      {fields.series_id !== null && (
        <TextInput
          label={t('partOfSeries')}
          type="number"
          min={1}
          value={fields.episode_number ?? ''}
          error={errors.episode_number}
          onChange={({ currentTarget }) => set({ episode_number: Number(currentTarget.value) || null })}
        />
      )}
      <Switch
        label={t('featured')}
        words={t('featuredHint')}
        isOn={fields.featured}
        onSwitch={(featured) => set({ featured })}
      />
      <Switch
        label={t('trending')}
        words={t('trendingHint')}
        isOn={fields.trending}
        onSwitch={(trending) => set({ trending })}
      />
    </>
  )
}

interface ShelfFieldProps {
  label: string
  shelves: readonly Shelf[] | undefined
  id: string | null
  error: string | undefined
  onId: (id: string | null) => void
}

function ShelfField({ label, shelves, id, error, onId }: ShelfFieldProps) {
  return (
    <NativeSelect
      label={label}
      disabled={!shelves}
      data={[
        { value: '', label: t('none') },
        ...(shelves ?? []).map((shelf) => ({ value: shelf.id, label: shelf.name })),
      ]}
      value={id ?? ''}
      error={error}
      onChange={({ currentTarget: { value } }) => onId(value || null)}
    />
  )
}

function Audience({ editing: { fields, set, errors }, item }: EditorFieldsProps) {
  return (
    <>
      <NativeSelect
        label={t('plan')}
        description={t('planHint')}
        data={TIERS.map((value) => ({ value, label: TIER_WORDS[value] }))}
        value={fields.access_tier}
        onChange={({ currentTarget: { value } }) =>
          set({ access_tier: TIERS.find((tier) => tier === value) ?? fields.access_tier })
        }
      />
      <CountriesField
        countries={fields.countries}
        error={errors.countries}
        onCountries={(countries) => set({ countries })}
      />
      <LengthField
        seconds={fields.shown_duration_seconds}
        ofMedia={item.media_duration_seconds}
        error={errors.shown_duration_seconds}
        onSeconds={(shown_duration_seconds) => set({ shown_duration_seconds })}
      />
    </>
  )
}
