import { createContent, setContentStatus } from '@better-and-bliss/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { LIVE_KEYS } from '../live/live-keys.ts'
import { t } from './messages.ts'
import { uploadsQuery } from './queries.ts'
import { titleOf } from './title-of.ts'
import { begunBefore } from './tus.ts'
import { useUploadQueue } from './use-upload-queue.ts'

interface Chosen {
  files: readonly File[]
  /** Whether their items are published as soon as they can be played. */
  publishes: boolean
}

/** Makes an item of each file and sends it; files that were interrupted go on where they stood. */
export function useNewMedia() {
  const queries = useQueryClient()
  const queue = useUploadQueue()
  const toasts = useToasts()

  /** @returns the upload of this file that was interrupted. */
  async function interrupted(file: File) {
    const begun = new Set((await begunBefore(file, 'media')).map(({ uploadId }) => uploadId))
    if (begun.size === 0) return undefined
    const { uploads } = await queries.fetchQuery({ ...uploadsQuery(), staleTime: 0 })
    return uploads.find(({ id, state }) => begun.has(id) && state === 'receiving')
  }

  async function send(file: File, publishes: boolean): Promise<void> {
    const known = await interrupted(file)
    if (known) {
      queue.add({ file, title: known.title, contentId: known.content_id, purpose: 'media', at: known.id })
      return
    }
    const { id, title } = await answerOf(createContent({ body: { title: titleOf(file.name) } }))
    const publish = () =>
      answerOf(setContentStatus({ path: { id }, body: { status: 'published' } })).catch((error: unknown) =>
        toasts.say(wordsOf(error, t('staysDraft', { title }))),
      )
    const onBegun = publishes ? { onBegun: () => void publish() } : {}
    queue.add({ file, title, contentId: id, purpose: 'media', at: null, ...onBegun })
  }

  return useMutation({
    mutationFn: async ({ files, publishes }: Chosen) => {
      for (const file of files) {
        // Its item would be left without anything in it.
        if (file.size === 0) toasts.say(t('isEmpty', { name: file.name }))
        else await send(file, publishes)
      }
    },
    onError: (error) => toasts.say(wordsOf(error, t('fileNotSent'))),
    onSettled: () => queries.invalidateQueries({ queryKey: LIVE_KEYS.items }),
  })
}
