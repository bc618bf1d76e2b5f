import { type StudioContent, updateContent } from '@better-and-bliss/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError, answerOf, fieldErrorsOf, wordsOf } from '../../../api/answer.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { changesOf, type FieldName, type Fields, fieldsOf } from './fields.ts'
import { contentQuery, LISTS } from './queries.ts'

/** What somebody is about to change of an item. */
export interface Editing {
  fields: Fields
  set: (part: Partial<Fields>) => void
  isChanged: boolean
  isSaving: boolean
  /** What is wrong with fields, in the API's words. */
  errors: Partial<Record<FieldName, string>>
  save: () => void
  /** For what goes on from what is stored. @throws what saving failed with. */
  saveIfChanged: () => Promise<void>
  discard: () => void
  /** Somebody else was quicker; null otherwise. */
  conflict: { yours: Partial<Fields>; theirs: StudioContent } | null
  /** Goes on from theirs, with these fields on top, which are not saved yet. */
  settle: (fields: Partial<Fields>) => void
  /** Leaves the draft as it is. */
  putOff: () => void
}

/** A draft begins with what is stored, and stays what it is when somebody else stores something. */
export function useDraft(item: StudioContent): Editing {
  const queries = useQueryClient()
  const toasts = useToasts()
  const [base, setBase] = useState(item)
  const [fields, setFields] = useState(() => fieldsOf(item))
  const [conflict, setConflict] = useState<Editing['conflict']>(null)
  const changes = changesOf(fields, fieldsOf(base))
  const isChanged = Object.keys(changes).length > 0
  if (!isChanged && item.version > base.version) begin(item)

  function begin(from: StudioContent, part: Partial<Fields> = {}): void {
    setBase(from)
    setFields({ ...fieldsOf(from), ...part })
  }

  const saving = useMutation({
    mutationFn: () => answerOf(updateContent({ path: { id: base.id }, body: { version: base.version, ...changes } })),
    onSuccess: (saved) => {
      queries.setQueryData(contentQuery(base.id).queryKey, saved)
      void queries.invalidateQueries({ queryKey: LISTS })
      begin(saved)
    },
    onError: async (error) => {
      if (!(error instanceof ApiError) || error.code !== 'edit_conflict') return
      const theirs = await queries.fetchQuery({ ...contentQuery(base.id), staleTime: 0 })
      setConflict({ yours: changes, theirs })
    },
  })
  const errors = fieldErrorsOf(saving.error, Object.keys(fields) as FieldName[], { slug_taken: 'slug' })
  const isTold = (error: Error) =>
    Object.keys(fieldErrorsOf(error, Object.keys(fields) as FieldName[], { slug_taken: 'slug' })).length > 0 ||
    (error instanceof ApiError && error.code === 'edit_conflict')

  return {
    fields,
    set: (part) => setFields((before) => ({ ...before, ...part })),
    isChanged,
    isSaving: saving.isPending,
    errors,
    save: () =>
      saving.mutate(undefined, {
        onSuccess: () => toasts.say('Saved.'),
        onError: (error) => {
          if (!isTold(error)) toasts.say(wordsOf(error, 'It could not be saved. Try again.'))
        },
      }),
    saveIfChanged: async () => {
      if (isChanged) await saving.mutateAsync()
    },
    discard: () => {
      saving.reset()
      begin(item)
    },
    conflict,
    settle: (part) => {
      if (conflict) begin(conflict.theirs, part)
      setConflict(null)
    },
    putOff: () => setConflict(null),
  }
}
