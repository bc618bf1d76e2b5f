import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { wordsOf } from '../../../api/answer.ts'
import { placed } from '../../../ui/moved-to.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from './messages.ts'
import { outdate } from './queries.ts'

interface Move {
  id: string
  before: string | null
}

/** Rows as they were put in order, at once: what the API makes of it follows. */
export function usePlace<Row extends { id: string }>(
  rows: readonly Row[],
  place: (move: Move) => Promise<unknown>,
  path: string,
) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const [moved, setMoved] = useState<Move | null>(null)
  const placing = useMutation({
    mutationFn: place,
    onMutate: setMoved,
    onError: (error) => toasts.say(wordsOf(error, t('notMoved'))),
    onSettled: async () => {
      await outdate(queries, path)
      setMoved(null)
    },
  })
  return {
    rows: moved ? placed(rows, moved.id, moved.before) : [...rows],
    place: (id: string, before: string | null) => placing.mutate({ id, before }),
  }
}
