import { exportViews } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { saveAs } from '../../api/save-as.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { t } from './messages.ts'
import type { Asked } from './period-search.ts'

/** Hands the views of the period to the browser as a file for spreadsheets; of one item, if it is named. */
export function SaveViews({ asked: { from, to }, contentId }: { asked: Asked; contentId?: string }) {
  const toasts = useToasts()
  const saving = useMutation({
    mutationFn: async () => {
      const query = { from, to, ...(contentId && { content_id: contentId }) }
      saveAs(await answerOf(exportViews({ query, parseAs: 'blob' })), `views-${from}-${to}.csv`)
    },
    onError: (error) => toasts.say(wordsOf(error, t('wentWrong'))),
  })
  return (
    <Button variant="default" loading={saving.isPending} onClick={() => saving.mutate()}>
      {t('saveCsv')}
    </Button>
  )
}
