import { cancelMediaJob, deleteUpload, retryMediaJob } from '@better-and-bliss/sdk'
import { Button, FileButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { LIVE_KEYS } from '../live/live-keys.ts'
import { t } from './messages.ts'
import type { Phase, Shipment } from './shipments.ts'
import { useUploadQueue } from './use-upload-queue.ts'

/** What can be done about a file: to pause it, to go on, to give it up, and so on. */
export function ShipmentActions({ shipment, phase }: { shipment: Shipment; phase: Phase }) {
  const { outgoing, upload, job, fileName } = shipment
  const queue = useUploadQueue()
  if (job) return <JobActions job={job} name={fileName} />
  const isSending = outgoing !== null && outgoing.state !== 'arrived'
  const isStopped = outgoing?.state === 'paused' || outgoing?.state === 'failed'
  const isHere = upload?.state === 'receiving' || upload?.state === 'refused' || isSending
  return (
    <>
      {isSending && !isStopped && <Action name={t('pause')} of={fileName} onClick={() => queue.pause(outgoing.key)} />}
      {isStopped && (
        <Action
          name={outgoing.state === 'paused' ? t('goOn') : t('tryAgain')}
          of={fileName}
          onClick={() => queue.resume(outgoing.key)}
        />
      )}
      {phase.kind === 'lost' && <ChooseAgain shipment={shipment} />}
      {isHere && <GiveUp shipment={shipment} isRefused={upload?.state === 'refused'} />}
    </>
  )
}

interface ActionProps {
  name: string
  /** What it is done to, for those who do not see beside what it stands. */
  of: string
  isPending?: boolean
  onClick: () => void
}

export function Action({ name, of, isPending = false, onClick }: ActionProps) {
  return (
    <Button size="sm" variant="default" aria-label={t('actionOf', { name, of })} loading={isPending} onClick={onClick}>
      {name}
    </Button>
  )
}

interface JobActionsProps {
  job: { id: string; state: string }
  name: string
}

/** To cancel a conversion, or to try it again. */
export function JobActions({ job: { id, state }, name }: JobActionsProps) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const acting = useMutation({
    mutationFn: async (act: typeof cancelMediaJob | typeof retryMediaJob) => {
      await answerOf(act({ path: { id } }))
    },
    onError: (error) => toasts.say(wordsOf(error, t('wentWrong'))),
    onSettled: () => queries.invalidateQueries({ queryKey: LIVE_KEYS.jobs }),
  })
  if (state === 'failed' || state === 'cancelled') {
    return (
      <Action
        name={t('tryAgain')}
        of={name}
        isPending={acting.isPending}
        onClick={() => acting.mutate(retryMediaJob)}
      />
    )
  }
  if (state === 'completed') return null
  return (
    <Confirmed
      action={t('cancel')}
      label={t('cancelConversion', { name })}
      title={t('cancelAsk')}
      confirm={t('yesCancel')}
      cancel={t('letItGoOn')}
      isPending={acting.isPending}
      onConfirm={() => acting.mutateAsync(cancelMediaJob)}
    >
      {t('thrownAway', { name })}
    </Confirmed>
  )
}

function ChooseAgain({ shipment: { upload, fileName, contentId, title, size } }: { shipment: Shipment }) {
  const queue = useUploadQueue()
  const toasts = useToasts()
  const goOn = (file: File | null) => {
    if (!file || !upload) return
    if (file.name !== fileName || file.size !== size) {
      toasts.say(t('anotherFile', { fileName }))
      return
    }
    const { purpose, language, label } = upload
    const about = { contentId, purpose, language: language ?? undefined, label: label ?? undefined }
    queue.add({ file, title, ...about, at: upload.id })
  }
  return (
    <FileButton onChange={goOn}>
      {(button) => (
        <Button {...button} size="sm" aria-label={t('chooseTheFile', { fileName })}>
          {t('chooseFile')}
        </Button>
      )}
    </FileButton>
  )
}

function GiveUp({ shipment: { outgoing, upload, fileName }, isRefused }: { shipment: Shipment; isRefused: boolean }) {
  const queue = useUploadQueue()
  const queries = useQueryClient()
  const giving = useMutation({
    mutationFn: async () => {
      if (outgoing) await queue.discard(outgoing.key)
      // Who has no way to it any more: it is forgotten by itself.
      if (upload)
        await answerOf(deleteUpload({ path: { id: upload.id }, headers: { 'tus-resumable': '1.0.0' } })).catch(() => {})
    },
    onSettled: () => queries.invalidateQueries({ queryKey: LIVE_KEYS.uploads }),
  })
  const name = isRefused ? t('dismiss') : t('giveUp')
  return <Action name={name} of={fileName} isPending={giving.isPending} onClick={() => giving.mutate()} />
}
