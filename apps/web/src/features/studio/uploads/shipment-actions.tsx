import { cancelMediaJob, deleteUpload, retryMediaJob } from '@better-and-bliss/sdk'
import { Button, FileButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { LIVE_KEYS } from '../live/live-keys.ts'
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
      {isSending && !isStopped && <Action name="Pause" of={fileName} onClick={() => queue.pause(outgoing.key)} />}
      {isStopped && (
        <Action
          name={outgoing.state === 'paused' ? 'Go on' : 'Try again'}
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
    <Button size="sm" variant="default" aria-label={`${name}: ${of}`} loading={isPending} onClick={onClick}>
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
    onError: (error) => toasts.say(wordsOf(error, 'That did not work. Try again.')),
    onSettled: () => queries.invalidateQueries({ queryKey: LIVE_KEYS.jobs }),
  })
  if (state === 'failed' || state === 'cancelled') {
    return (
      <Action name="Try again" of={name} isPending={acting.isPending} onClick={() => acting.mutate(retryMediaJob)} />
    )
  }
  if (state === 'completed') return null
  return (
    <Confirmed
      action="Cancel"
      label={`Cancel the conversion of ${name}`}
      title="Cancel this conversion?"
      confirm="Yes, cancel it"
      cancel="Let it go on"
      isPending={acting.isPending}
      onConfirm={() => acting.mutateAsync(cancelMediaJob)}
    >
      What was made of {name} so far is thrown away. The file stays: it can be converted again.
    </Confirmed>
  )
}

function ChooseAgain({ shipment: { upload, fileName, contentId, title, size } }: { shipment: Shipment }) {
  const queue = useUploadQueue()
  const toasts = useToasts()
  const goOn = (file: File | null) => {
    if (!file || !upload) return
    if (file.name !== fileName || file.size !== size) {
      toasts.say(`That is another file. Choose ${fileName}.`)
      return
    }
    const { purpose, language, label } = upload
    const about = { contentId, purpose, language: language ?? undefined, label: label ?? undefined }
    queue.add({ file, title, ...about, at: upload.id })
  }
  return (
    <FileButton onChange={goOn}>
      {(button) => (
        <Button {...button} size="sm" aria-label={`Choose the file: ${fileName}`}>
          Choose the file
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
  const name = isRefused ? 'Dismiss' : 'Give up'
  return <Action name={name} of={fileName} isPending={giving.isPending} onClick={() => giving.mutate()} />
}
