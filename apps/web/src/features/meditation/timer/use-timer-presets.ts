import { deleteTimerPreset, listTimerPresets, putTimerPreset } from '@better-and-bliss/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { useStorage } from '../../../api/local-storage.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { t } from './messages.ts'
import { keepPresets, type Preset, readPresets } from './settings.ts'

const KEY = ['meditation', 'timer', 'presets']
const MAX_OF_GUESTS = 20

export interface Presets {
  all: readonly Preset[]
  /** @param onKept it is stored */
  keep: (preset: Preset, onKept: () => void) => void
  remove: (id: string) => void
}

/** Those of a member, kept by the server; of a guest (null), by the browser. */
export function useTimerPresets(memberId: string | null): Presets {
  const ofMember = usePresetsOfMember(memberId)
  const ofGuest = usePresetsOfGuest()
  return memberId === null ? ofGuest : ofMember
}

function usePresetsOfMember(memberId: string | null): Presets {
  const queries = useQueryClient()
  const toasts = useToasts()
  const { data } = useQuery({
    queryKey: [...KEY, memberId],
    queryFn: async ({ signal }) => (await answerOf(listTimerPresets({ signal }))).presets,
    enabled: memberId !== null,
  })
  const after = {
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
    onError: (error: unknown) => toasts.say(wordsOf(error, t('didNotWork'))),
  }
  const keeping = useMutation({
    mutationFn: ({ id, ...body }: Preset) => answerOf(putTimerPreset({ path: { id }, body })),
    ...after,
  })
  const removing = useMutation({
    mutationFn: (id: string) => answerOf(deleteTimerPreset({ path: { id } })),
    ...after,
  })
  return {
    all: data ?? [],
    keep: (preset, onSuccess) => keeping.mutate(preset, { onSuccess }),
    remove: removing.mutate,
  }
}

function usePresetsOfGuest(): Presets {
  const storage = useStorage()
  const [all, setAll] = useState(() => readPresets(storage))
  const become = (presets: Preset[]) => {
    keepPresets(storage, presets)
    setAll(presets)
  }
  return {
    all,
    keep: (preset, onKept) => {
      become([...all, preset].slice(-MAX_OF_GUESTS))
      onKept()
    },
    remove: (id) => become(all.filter((preset) => preset.id !== id)),
  }
}
