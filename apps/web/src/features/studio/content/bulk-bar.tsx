import { TIER_NAMES, TIERS, type Tier } from '@better-and-bliss/membership'
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
import { useToasts } from '../../../ui/toasts.tsx'
import { countWords } from '../../../ui/words.ts'
import { useStepUp } from '../shared/step-up.tsx'
import styles from './list.module.css'
import { choicesQuery, LISTS } from './queries.ts'
import { tagsOf } from './tags.ts'
import { STATUS_NAMES } from './words.ts'

type Change = Omit<StudioBulkChange, 'ids'>

interface BulkBarProps {
  items: readonly StudioItem[]
  /** Whether the member may change more than the status. */
  mayEdit: boolean
  onDone: () => void
}

/** Does the same to all items that are chosen, and tells of those for which it did not work. */
export function BulkBar({ items, mayEdit, onDone }: BulkBarProps) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const withStepUp = useStepUp()
  const ids = items.map(({ id }) => id)
  const tell = (answer: StudioBulkResults) => {
    toasts.say(resultWords(answer, items))
    void queries.invalidateQueries({ queryKey: LISTS })
    if (answer.results.every(({ code }) => code === null)) onDone()
  }
  const fail = (error: unknown) => toasts.say(wordsOf(error, 'That did not work. Try again.'))
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
  return (
    <section className={styles.bulk} aria-label="Chosen items">
      <p role="status">{countWords(items.length, 'item')} chosen</p>
      <Pick
        label="Status"
        data={(mayEdit
          ? (['published', 'unlisted', 'draft', 'archived'] as const)
          : (['draft', 'archived'] as const)
        ).map((value) => ({ value, label: STATUS_NAMES[value] }))}
        onPick={(status) => editing.mutate({ status: status as NonNullable<Change['status']> })}
      />
      {mayEdit && (
        <>
          <Pick
            label="Plan"
            data={TIERS.map((value) => ({ value, label: TIER_NAMES[value] }))}
            onPick={(tier) => editing.mutate({ access_tier: tier as Tier })}
          />
          <CategoryPick onPick={(category_id) => editing.mutate({ category_id })} />
          <Pick
            label="Featured"
            data={[
              { value: 'true', label: 'Featured' },
              { value: 'false', label: 'Not featured' },
            ]}
            onPick={(featured) => editing.mutate({ featured: featured === 'true' })}
          />
          <TagForm onTags={(change) => editing.mutate(change)} isPending={editing.isPending} />
          <Confirmed
            action="Delete"
            title={`Delete ${countWords(items.length, 'item')}?`}
            confirm="Yes, delete"
            isPending={deleting.isPending}
            onConfirm={() => deleting.mutateAsync()}
          >
            Members cannot open them from now on. For a week they can be taken back; then they go, with their media.
          </Confirmed>
        </>
      )}
    </section>
  )
}

interface PickProps {
  label: string
  data: { value: string; label: string }[]
  onPick: (value: string) => void
}

/** Sets something as soon as it is picked, and stands at its name again. */
function Pick({ label, data, onPick }: PickProps) {
  return (
    <NativeSelect
      aria-label={`Set ${label.toLowerCase()}`}
      data={[{ value: '', label: `${label} …` }, ...data]}
      value=""
      onChange={({ currentTarget: { value } }) => value && onPick(value)}
    />
  )
}

function CategoryPick({ onPick }: { onPick: (id: string | null) => void }) {
  const choices = useQuery(choicesQuery()).data
  const data = (choices?.categories ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Pick
      label="Category"
      data={[...data, { value: 'none', label: 'No category' }]}
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
        aria-label="Tags, with commas between"
        placeholder="Tags"
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      />
      <Button variant="default" disabled={!tags.length} loading={isPending} onClick={() => onTags({ add_tags: tags })}>
        Add tags
      </Button>
      <Button
        variant="default"
        disabled={!tags.length}
        loading={isPending}
        onClick={() => onTags({ remove_tags: tags })}
      >
        Remove tags
      </Button>
    </div>
  )
}

function resultWords({ results }: StudioBulkResults, items: readonly StudioItem[]): string {
  const failed = results.filter(({ code }) => code !== null)
  const done = `Done for ${countWords(results.length - failed.length, 'item')}.`
  const [first] = failed
  if (!first) return done
  const title = items.find(({ id }) => id === first.id)?.title ?? 'One'
  return `${done} Not for ${failed.length}: “${title}”: ${first.detail}`
}
