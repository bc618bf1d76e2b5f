import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, fieldErrorsOf, wordsOf } from '../../../api/answer.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from './messages.ts'

interface Versioned {
  id: string
  version: number
}

interface DraftOf<Thing extends Versioned, Fields extends object> {
  /** As it is stored, as far as is known. */
  thing: Thing
  fieldsOf: (thing: Thing) => Fields
  changesOf: (draft: Fields, began: Fields) => Partial<Fields>
  save: (base: Thing, changes: Partial<Fields>) => Promise<Thing>
  /** As it is stored now, after somebody else was quicker. */
  latest: () => Promise<Thing>
  onSaved: (saved: Thing) => void
}

/** What somebody is about to change. */
export interface Editing<Thing, Fields extends object> {
  fields: Fields
  set: (part: Partial<Fields>) => void
  isChanged: boolean
  isSaving: boolean
  /** What is wrong with fields, in the API's words. */
  errors: Partial<Record<keyof Fields & string, string>>
  save: () => void
  /** For what goes on from what is stored. @throws what saving failed with. */
  saveIfChanged: () => Promise<void>
  discard: () => void
  /** Somebody else was quicker; null otherwise. */
  conflict: { yours: Partial<Fields>; theirs: Thing } | null
  /** Goes on from theirs, with these fields on top, which are not saved yet. */
  settle: (fields: Partial<Fields>) => void
  /** Leaves the draft as it is. */
  putOff: () => void
}

/** A draft begins with what is stored, and stays what it is when somebody else stores something. */
export function useDraft<Thing extends Versioned, Fields extends object>(
  of: DraftOf<Thing, Fields>,
): Editing<Thing, Fields> {
  const { thing, fieldsOf } = of
  const toasts = useToasts()
  const [base, setBase] = useState(thing)
  const [fields, setFields] = useState(() => fieldsOf(thing))
  const [conflict, setConflict] = useState<Editing<Thing, Fields>['conflict']>(null)
  const changes = of.changesOf(fields, fieldsOf(base))
  const isChanged = Object.keys(changes).length > 0
  if (!isChanged && thing.version > base.version) begin(thing)

  function begin(from: Thing, part: Partial<Fields> = {}): void {
    setBase(from)
    setFields({ ...fieldsOf(from), ...part })
  }

  const saving = useMutation({
    mutationFn: async () => ({ saved: await of.save(base, changes), sent: fields }),
    onSuccess: ({ saved, sent }) => {
      of.onSaved(saved)
      setBase(saved)
      setFields((now) => afterSaving(fieldsOf(saved), { now, sent }))
    },
    onError: async (error) => {
      if (isConflict(error)) setConflict({ yours: changes, theirs: await of.latest() })
    },
  })
  const names = Object.keys(fields) as (keyof Fields & string)[]
  const errorsOf = (error: unknown) => fieldErrorsOf(error, names, { slug_taken: 'slug' as keyof Fields & string })

  return {
    fields,
    set: (part) => setFields((before) => ({ ...before, ...part })),
    isChanged,
    isSaving: saving.isPending,
    errors: errorsOf(saving.error),
    save: () =>
      saving.mutate(undefined, {
        onSuccess: () => toasts.say(t('saved')),
        onError: (error) => {
          if (isConflict(error) || Object.keys(errorsOf(error)).length > 0) return
          toasts.say(wordsOf(error, t('notSaved')))
        },
      }),
    saveIfChanged: async () => {
      if (isChanged) await saving.mutateAsync()
    },
    discard: () => {
      saving.reset()
      begin(thing)
    },
    conflict,
    settle: (part) => {
      if (conflict) begin(conflict.theirs, part)
      setConflict(null)
    },
    putOff: () => setConflict(null),
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'edit_conflict'
}

/** What is stored now; on top of it stays what was typed while it was on its way. */
export function afterSaving<Fields extends object>(
  stored: Fields,
  { now, sent }: Record<'now' | 'sent', Fields>,
): Fields {
  return { ...stored, ...changedFields(now, sent) }
}

/** The fields in which a draft is another than what it began as. */
export function changedFields<Fields extends object>(draft: Fields, began: Fields): Partial<Fields> {
  const names = (Object.keys(began) as (keyof Fields)[]).filter((name) => !isSame(draft[name], began[name]))
  return Object.fromEntries(names.map((name) => [name, draft[name]])) as Partial<Fields>
}

/** Fields that two people have set to different things. */
export function disputedFields<Fields extends object>(
  yours: Partial<Fields>,
  theirs: Fields,
): (keyof Fields & string)[] {
  return (Object.keys(yours) as (keyof Fields & string)[]).filter((name) => !isSame(yours[name], theirs[name]))
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
