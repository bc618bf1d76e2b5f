import { TIERS, type Tier } from '@better-and-bliss/membership'
import {
  bulkDeleteContent,
  bulkEditContent,
  type StudioBulkChange,
  type StudioBulkResults,
  type StudioItem,
} from '@better-and-bliss/sdk'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { TIER_WORDS } from '../../../ui/tier-words.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { countWords } from '../../../ui/words.ts'
import { useStepUp } from '../shared/step-up.tsx'
import { type Failure, Failures, failuresOf } from './bulk-failures.tsx'
import styles from './list.module.css'
import { t } from './messages.ts'
import { choicesQuery, LISTS } from './queries.ts'
import { tagsOf } from './tags.ts'
import { STATUS_NAMES } from './words.ts'

type Change = Omit<StudioBulkChange, 'ids'>

interface BulkBarProps {
  items: readonly StudioItem[]
  /** Whether the member may change more than the status. */
  mayEdit: boolean
  /** Those for which it did not work, if any. */
  onDone: (failed: readonly string[]) => void
}

/** Does the same to all items that are chosen, and names those for which it did not work, which stay chosen. */
export function BulkBar({ items, mayEdit, onDone }: BulkBarProps) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const withStepUp = useStepUp()
  const ids = items.map(({ id }) => id)
  const [failures, setFailures] = useState<readonly Failure[]>([])
  const tell = ({ results }: StudioBulkResults) => {
    const failed = failuresOf(results, items)
    setFailures(failed)
    const done = countWords(results.length - failed.length, 'item')
    toasts.say(
      failed.length === 0 ? t('doneFor', { items: done }) : t('notDoneFor', { items: done, failed: failed.length }),
    )
    void queries.invalidateQueries({ queryKey: LISTS })
    onDone(failed.map(({ id }) => id))
  }
  const fail = (error: unknown) => toasts.say(wordsOf(error, t('wentWrong')))
  const editing = useMutation({
    mutationFn: (change: Change) => answerOf(bulkEditContent({ body: { ids, ...change } })),
    onSuccess: tell,
    onError: fail,
  })
  const deleting = useMutation({
    mutationFn: () => withStepUp(() => answerOf(bulkDeleteContent({ body: { ids } }))),
    onSuccess: tell,
    onError: fail,
  })
  const [change, setChange] = useState<Change>({})
  const set: PicksProps['set'] = (part) =>
    setChange((before) =>
      Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, one]) => one !== undefined)),
    )
  return (
    <section className={styles.bulk} aria-label={t('chosenItems')}>
      <p role="status">{t('chosen', { items: countWords(items.length, 'item') })}</p>
      <Picks mayEdit={mayEdit} change={change} set={set} />
      <Button
        disabled={Object.keys(change).length === 0}
        loading={editing.isPending}
        onClick={() => editing.mutate(change)}
      >
        {t('apply')}
      </Button>
      {mayEdit && (
        <>
          <TagForm onTags={(change) => editing.mutate(change)} isPending={editing.isPending} />
          <Confirmed
            action={t('delete')}
            title={t('deleteItems', { items: countWords(items.length, 'item') })}
            confirm={t('yesDelete')}
            isPending={deleting.isPending}
            onConfirm={() => deleting.mutateAsync()}
          >
            {t('deleteItemsHint')}
          </Confirmed>
        </>
      )}
      <Failures failures={failures.filter(({ id }) => ids.includes(id))} />
    </section>
  )
}

interface PicksProps {
  mayEdit: boolean
  change: Change
  set: (part: { [Key in keyof Change]?: Change[Key] | undefined }) => void
}

function Picks({ mayEdit, change, set }: PicksProps) {
  return (
    <>
      <Pick
        label={t('status')}
        name={t('setStatus')}
        value={change.status}
        data={statusChoices(mayEdit)}
        onPick={(status) => set({ status: status as Change['status'] })}
      />
      {mayEdit && (
        <>
          <Pick
            label={t('plan')}
            name={t('setPlan')}
            value={change.access_tier}
            data={TIERS.map((value) => ({ value, label: TIER_WORDS[value] }))}
            onPick={(tier) => set({ access_tier: tier as Tier | undefined })}
          />
          <CategoryPick id={change.category_id} onPick={(category_id) => set({ category_id })} />
          <Pick
            label={t('featured')}
            name={t('setFeatured')}
            value={change.featured?.toString()}
            data={[
              { value: 'true', label: t('featured') },
              { value: 'false', label: t('notFeatured') },
            ]}
            onPick={(featured) => set({ featured: featured === undefined ? undefined : featured === 'true' })}
          />
        </>
      )}
    </>
  )
}

function statusChoices(mayEdit: boolean): PickProps['data'] {
  const statuses = mayEdit
    ? (['published', 'unlisted', 'draft', 'archived'] as const)
    : (['draft', 'archived'] as const)
  return statuses.map((value) => ({ value, label: STATUS_NAMES[value] }))
}

interface PickProps {
  /** What is set: `Status`, and the sentence of it, `Set status`. */
  label: string
  name: string
  data: { value: string; label: string }[]
  value: string | undefined
  onPick: (value: string | undefined) => void
}

/** Nothing is done before it is applied: an arrow key takes each choice on the way, too. */
function Pick({ label, name, data, value, onPick }: PickProps) {
  return (
    <NativeSelect
      aria-label={name}
      data={[{ value: '', label: `${label} …` }, ...data]}
      value={value ?? ''}
      onChange={({ currentTarget }) => onPick(currentTarget.value || undefined)}
    />
  )
}

interface CategoryPickProps {
  /** Null takes items out of their category. */
  id: string | null | undefined
  onPick: (id: string | null | undefined) => void
}

function CategoryPick({ id, onPick }: CategoryPickProps) {
  const choices = useQuery(choicesQuery()).data
  const data = (choices?.categories ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Pick
      label={t('category')}
      name={t('setCategory')}
      data={[...data, { value: 'none', label: t('noCategory') }]}
      value={id === null ? 'none' : id}
      onPick={(value) => onPick(value === 'none' ? null : value)}
    />
  )
}

function TagForm({ onTags, isPending }: { onTags: (change: Change) => void; isPending: boolean }) {
  const [typed, setTyped] = useState('')
  const tags = tagsOf(typed)
  return (
    <div className={styles.tagForm}>
      <TextInput
        aria-label={t('tagsTyped')}
        placeholder={t('tags')}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Button variant="default" disabled={!tags.length} loading={isPending} onClick={() => onTags({ add_tags: tags })}>
        {t('addTags')}
      </Button>
      <Button
        variant="default"
        disabled={!tags.length}
        loading={isPending}
        onClick={() => onTags({ remove_tags: tags })}
      >
        {t('removeTags')}
      </Button>
    </div>
  )
}
