import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiError, fieldErrorsOf, wordsOf } from '../../../api/answer.ts'
import { useMember } from '../../../sign-in/use-sign-in.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { dropDraft, keepDraft, useKeptDraft } from './kept-draft.ts'
import { t } from './messages.ts'

interface Versioned {
  id: string
  version: number
}

interface DraftOf<Thing extends Versioned, Fields extends object> {
  /** As it is stored, as far as is known. */
  thing: Thing
  /** Where it is changed: a path in the studio. */
  path: string
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
  /** The page is left, and what was typed with it. */
  forget: () => void
  /** Somebody else was quicker, and changed what is changed here, too; null otherwise. */
  conflict: Conflict<Thing, Fields> | null
  /** Goes on from theirs, with these fields on top, which are not saved yet. */
  settle: (fields: Partial<Fields>) => void
  /** Leaves the draft as it is. */
  putOff: () => void
}

/** Two people have changed one thing. */
export interface Conflict<Thing, Fields> {
  yours: Partial<Fields>
  theirs: Thing
  /** What is changed by both, to different things. */
  disputed: (keyof Fields & string)[]
}

/** A draft begins with what is stored, or with what was not saved when the page went, and stays what it is when somebody else stores something. */
export function useDraft<Thing extends Versioned, Fields extends object>(
  of: DraftOf<Thing, Fields>,
): Editing<Thing, Fields> {
  const { thing, fieldsOf } = of
  const toasts = useToasts()
  const place = { memberId: useMember()?.id ?? '', path: of.path }
  const kept = useKeptDraft<Thing, Fields>(place, fieldsOf(thing))
  const [base, setBase] = useState(kept?.base ?? thing)
  const [fields, setFields] = useState(() => kept?.fields ?? fieldsOf(thing))
  const [conflict, setConflict] = useState<Editing<Thing, Fields>['conflict']>(null)
  const changes = of.changesOf(fields, fieldsOf(base))
  const isChanged = Object.keys(changes).length > 0
  if (!isChanged && thing.version > base.version) begin(thing)

  function begin(from: Thing, part: Partial<Fields> = {}): void {
    setBase(from)
    setFields({ ...fieldsOf(from), ...part })
  }

  useEffect(() => {
    if (place.memberId === '') return
    if (isChanged) keepDraft(place, { base, fields })
    else dropDraft(place)
  })

  const saving = useMutation({
    mutationFn: async () => ({ ...(await saveOnto(of, { base, changes }, setConflict)), sent: fields }),
    onSuccess: ({ saved, sent }) => {
      of.onSaved(saved)
      setBase(saved)
      setFields((now) => afterSaving(fieldsOf(saved), { now, sent }))
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
        onSuccess: ({ isMerged }) => toasts.say(t(isMerged ? 'savedWithTheirs' : 'saved')),
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
    forget: () => dropDraft(place),
    conflict,
    settle: (part) => {
      if (conflict) begin(conflict.theirs, part)
      setConflict(null)
    },
    putOff: () => setConflict(null),
  }
}

/** Others may be quicker once more while theirs and ours are put together. */
const MOST_TRIES = 3

/** Saves changes of `base`. What others have changed meanwhile, and is not changed here, stays as it is. @throws what saving failed with */
async function saveOnto<Thing extends Versioned, Fields extends object>(
  { save, latest, fieldsOf }: DraftOf<Thing, Fields>,
  { base, changes }: { base: Thing; changes: Partial<Fields> },
  onDisputed: (conflict: Conflict<Thing, Fields>) => void,
): Promise<{ saved: Thing; isMerged: boolean }> {
  let onto = base
  for (let tries = 1; ; tries++) {
    try {
      return { saved: await save(onto, changes), isMerged: onto !== base }
    } catch (error) {
      if (!isConflict(error)) throw error
      onto = await latest()
      const disputed = disputedFields(changes, { theirs: fieldsOf(onto), began: fieldsOf(base) })
      if (disputed.length === 0 && tries < MOST_TRIES) continue
      onDisputed({ yours: changes, theirs: onto, disputed })
      throw error
    }
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

/** Fields that two people have set to different things, both others than what they were. */
export function disputedFields<Fields extends object>(
  yours: Partial<Fields>,
  { theirs, began }: Record<'theirs' | 'began', Fields>,
): (keyof Fields & string)[] {
  return (Object.keys(yours) as (keyof Fields & string)[]).filter(
    (name) => !isSame(yours[name], theirs[name]) && !isSame(theirs[name], began[name]),
  )
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
