import type { StartedSession } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { ApiError, wordsOf } from '../../api/answer.ts'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { complete, resume } from './api.ts'
import { hasEnded } from './live/still-open.ts'
import { elapsedNow, type RunningRecord } from './running-record.ts'

interface LeftSessionProps {
  record: RunningRecord
  onResumed: (started: StartedSession) => void
  onEnded: () => void
  /** There is nothing to go on with. */
  onGone: () => void
}

/** A session that was running when its page was loaded again. */
export function LeftSession({ record, onResumed, onEnded, onGone }: LeftSessionProps) {
  const toasts = useToasts()
  const resuming = useMutation({
    mutationFn: () => resume(record.sessionId),
    onSuccess: onResumed,
    onError: (error) => {
      toasts.say(refusalWords(error))
      if (hasEnded(error)) onGone()
    },
  })
  const ending = useMutation({
    mutationFn: () => complete(record.sessionId, Math.round(elapsedNow(record, Date.now()).pausedMs / 1000)),
    onSuccess: onEnded,
    onError: (error) => toasts.say(refusalWords(error)),
  })
  return (
    <>
      <PageTitle>Your session is still open</PageTitle>
      <Notice
        heading="h1"
        title="Your session is still open"
        action={
          <>
            <Button loading={resuming.isPending} onClick={() => resuming.mutate()}>
              Go on
            </Button>
            <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
              End it
            </Button>
          </>
        }
      >
        This page was left in the middle of it. Go on, and the time away counts as a pause. Do nothing, and the session
        ends where you left it.
      </Notice>
    </>
  )
}

function refusalWords(error: Error): string {
  return error instanceof ApiError && error.status === 409
    ? 'That session has ended already; you find it under Progress.'
    : wordsOf(error, 'That did not work. Try again.')
}
