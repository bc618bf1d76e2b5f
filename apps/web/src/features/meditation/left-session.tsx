import type { StartedSession } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { ApiError, wordsOf } from '../../api/answer.ts'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { complete, resume } from './api.ts'
import { hasEnded } from './live/still-open.ts'
import { t } from './messages.ts'
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
      <PageTitle>{t('stillOpen')}</PageTitle>
      <Notice
        heading="h1"
        title={t('stillOpen')}
        action={
          <>
            <Button loading={resuming.isPending} onClick={() => resuming.mutate()}>
              {t('goOn')}
            </Button>
            <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate()}>
              {t('endIt')}
            </Button>
          </>
        }
      >
        {t('wasLeft')}
      </Notice>
    </>
  )
}

function refusalWords(error: Error): string {
  return error instanceof ApiError && error.status === 409 ? t('endedAlready') : wordsOf(error, t('didNotWork'))
}
