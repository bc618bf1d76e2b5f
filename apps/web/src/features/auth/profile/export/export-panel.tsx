import { client, type DataExport, requestExport } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { answerOf, wordsOf } from '../../../../api/answer.ts'
import { saveAs } from '../../../../api/save-as.ts'
import { Fetched } from '../../../../ui/fetched.tsx'
import { Panel } from '../../../../ui/panel.tsx'
import { useToasts } from '../../../../ui/toasts.tsx'
import { exportQuery } from '../queries.ts'
import styles from './export-panel.module.css'
import { exportWords } from './export-words.ts'

/** A copy of everything that is kept of the member. */
export function ExportPanel() {
  const standing = useQuery(exportQuery())
  return (
    <Panel title="A copy of your data" anchor="export">
      <p className={styles.words}>
        Everything that we keep of you, your breath included, as a zip of JSON and CSV. It can be fetched once, within
        24 hours, and only by you.
      </p>
      <Fetched query={standing} loading={<div className={styles.loading} />} name="Your copy">
        {(data) => <Standing data={data} />}
      </Fetched>
    </Panel>
  )
}

function Standing({ data }: { data: DataExport }) {
  const { status, download_url } = data
  const queries = useQueryClient()
  const toasts = useToasts()
  const complain = (error: unknown) => toasts.say(wordsOf(error, 'That did not work. Try again.'))
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
          Download it
        </Button>
      ) : (
        <Button variant="default" loading={asking.isPending || status === 'preparing'} onClick={() => asking.mutate()}>
          Ask for a copy
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
