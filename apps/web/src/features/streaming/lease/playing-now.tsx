import { endStream, listStreams } from '@better-and-bliss/sdk'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { answerOf, isMissing, wordsOf } from '../../../api/answer.ts'
import { Panel } from '../../../ui/panel.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useFocusWhenFewer } from '../../../ui/use-focus-when-fewer.ts'
import { t } from '../messages.ts'
import { RunningStream } from './running-stream.tsx'

function streamsQuery() {
  return queryOptions({
    queryKey: ['streams'],
    queryFn: ({ signal }) => answerOf(listStreams({ signal })),
    refetchOnWindowFocus: true,
  })
}

/** What the member's devices play now, and how to stop it. Nothing where nothing plays. */
export function PlayingNow() {
  const queries = useQueryClient()
  const toasts = useToasts()
  const list = useRef<HTMLUListElement>(null)
  const { data } = useQuery(streamsQuery())
  const ending = useMutation({
    mutationFn: (id: string) => answerOf(endStream({ path: { id } })),
    onError: (error) => {
      if (!isMissing(error)) toasts.say(wordsOf(error, t('notStopped')))
    },
    onSettled: () => queries.invalidateQueries({ queryKey: streamsQuery().queryKey }),
  })
  const streams = data?.streams ?? []
  useFocusWhenFewer(list, streams.length)
  if (streams.length === 0) return null
  return (
    <Panel title={t('playingNow')}>
      <ul ref={list} tabIndex={-1}>
        {streams.map((stream) => (
          <RunningStream
            key={stream.id}
            stream={stream}
            action={t('stop')}
            isQuiet
            onAction={() => ending.mutate(stream.id)}
          />
        ))}
      </ul>
    </Panel>
  )
}
