import { client, type DataExport, requestExport } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../../api/answer.ts'
import { saveAs } from '../../../../api/save-as.ts'
import { Fetched } from '../../../../ui/fetched.tsx'
import { Panel } from '../../../../ui/panel.tsx'
import { useToasts } from '../../../../ui/toasts.tsx'
import { t } from '../../messages.ts'
import { exportQuery } from '../queries.ts'
import styles from './export-panel.module.css'
import { exportWords } from './export-words.ts'

/** A copy of everything that is kept of the member. */
export function ExportPanel() {
  const standing = useQuery(exportQuery())
  return (
    <Panel title={t('copyOfData')} anchor="export">
      <p className={styles.words}>{t('copyLead')}</p>
      <Fetched query={standing} loading={<div className={styles.loading} />} name={t('yourCopy')}>
        {(data) => <Standing data={data} />}
      </Fetched>
    </Panel>
  )
}

function Standing({ data }: { data: DataExport }) {
  const { status, download_url } = data
  const queries = useQueryClient()
  const toasts = useToasts()
  const complain = (error: unknown) => toasts.say(wordsOf(error, t('didNotWork')))
  const asking = useMutation({
    mutationFn: () => answerOf(requestExport()),
    onSuccess: (answer) => queries.setQueryData(exportQuery().queryKey, answer),
    onError: complain,
  })
  const fetching = useMutation({
    mutationFn: fetchFile,
    // The API notes it when the last byte has gone, which may be after we have it.
    onSuccess: () =>
      queries.setQueryData(exportQuery().queryKey, {
        ...data,
        status: 'downloaded',
        expires_at: null,
        download_url: null,
      }),
    onError: async (error) => {
      complain(error)
      await queries.invalidateQueries({ queryKey: exportQuery().queryKey })
    },
  })
  return (
    <>
      <p role="status" className={styles.status}>
        {exportWords(data)}
      </p>
      {download_url ? (
        <Button loading={fetching.isPending} onClick={() => fetching.mutate(download_url)}>
          {t('downloadIt')}
        </Button>
      ) : (
        <Button variant="default" loading={asking.isPending || status === 'preparing'} onClick={() => asking.mutate()}>
          {t('askForCopy')}
        </Button>
      )}
    </>
  )
}

/** Over the client that renews the sign-in: a plain link would lead to an error page when the cookies are old. */
async function fetchFile(address: string): Promise<void> {
  const { origin: baseUrl, pathname: url } = new URL(address)
  saveAs(await answerOf(client.get<Blob>({ baseUrl, url, parseAs: 'blob' })), 'better-and-bliss.zip')
}
