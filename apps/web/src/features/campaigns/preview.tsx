import { type CampaignDraft, previewCampaign } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { Panel } from '../../ui/panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import styles from './campaigns.module.css'
import { t } from './messages.ts'

type Look = 'phone' | 'desk' | 'text'
const LOOKS = [
  ['phone', t('phone')],
  ['desk', t('desk')],
  ['text', t('plainText')],
] as const

/** What a draft looks like where it is read, saved or not. */
export function Preview({ draft }: { draft: CampaignDraft }) {
  const [look, setLook] = useState<Look>('phone')
  const making = useMutation({ mutationFn: () => answerOf(previewCampaign({ body: draft })) })
  return (
    <Panel
      title={t('preview')}
      aside={<Segments label={t('previewOn')} value={look} options={LOOKS} onChoose={setLook} />}
    >
      <div className={styles.fields}>
        <div>
          <Button variant="default" loading={making.isPending} onClick={() => making.mutate()}>
            {t('showNow')}
          </Button>
        </div>
        {making.error && <p role="alert">{wordsOf(making.error, t('notShown'))}</p>}
        {making.data &&
          (look === 'text' ? (
            <pre className={styles.text}>{making.data.text}</pre>
          ) : (
            <iframe
              className={styles.mail}
              data-look={look}
              title={t('theMail')}
              sandbox=""
              srcDoc={making.data.html}
            />
          ))}
      </div>
    </Panel>
  )
}
