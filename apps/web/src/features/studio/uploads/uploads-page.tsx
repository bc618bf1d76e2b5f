import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Fetched } from '../../../ui/fetched.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { DropArea } from './drop-area.tsx'
import { t } from './messages.ts'
import { latestJobsQuery, uploadsQuery } from './queries.ts'
import { ShipmentRow } from './shipment-row.tsx'
import { shipmentsOf, sizeWords } from './shipments.ts'
import styles from './uploads.module.css'
import { useNewMedia } from './use-new-media.ts'
import { useOutgoing } from './use-upload-queue.ts'

/** Where films and sounds come in, and how those that came fare. */
export function UploadsPage() {
  const uploads = useQuery(uploadsQuery())
  const { data: { jobs = [] } = {} } = useQuery(latestJobsQuery())
  const outgoing = useOutgoing()
  const sending = useNewMedia()
  const [publishes, setPublishes] = useState(false)
  return (
    <>
      <PageTitle>{t('uploads')}</PageTitle>
      <PageHead title={t('uploads')}>{t('uploadsHint')}</PageHead>
      <DropArea isPending={sending.isPending} onFiles={(files) => sending.mutate({ files, publishes })} />
      <Switch label={t('publishEach')} words={t('elseDrafts')} isOn={publishes} onSwitch={setPublishes} />
      <Panel title={t('yourFiles')}>
        <Fetched query={uploads} loading={t('fetchingFiles')} name={t('listOfFiles')}>
          {(page) => {
            const shipments = shipmentsOf(outgoing, page.uploads, jobs)
            return (
              <>
                {shipments.length === 0 ? (
                  <p className={styles.note}>{t('nothingUploaded')}</p>
                ) : (
                  <ul className={styles.rows}>
                    {shipments.map((shipment) => (
                      <ShipmentRow key={shipment.key} shipment={shipment} />
                    ))}
                  </ul>
                )}
                <p className={styles.note}>
                  {t('youUse', { used: sizeWords(page.used_bytes), quota: sizeWords(page.quota_bytes) })}
                </p>
              </>
            )
          }}
        </Fetched>
      </Panel>
    </>
  )
}
