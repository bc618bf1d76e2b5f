import { useQuery } from '@tanstack/react-query'
import { Fetched } from '../../ui/fetched.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Editor } from './editor.tsx'
import { t } from './messages.ts'
import { campaignQuery } from './queries.ts'
import { Report } from './report.tsx'
import { stateWords } from './words.ts'

/** One campaign: written while it is a draft, looked back on afterwards. */
export function CampaignPage({ id, onDeleted }: { id: string; onDeleted: () => void }) {
  const campaign = useQuery(campaignQuery(id))
  return (
    <Fetched
      query={campaign}
      loading={t('fetching')}
      name={t('theCampaign')}
      heading="h1"
      missing={<Notice heading="h1" title={t('noSuch')} />}
    >
      {(found) => (
        <>
          <PageTitle>{found.subject}</PageTitle>
          <PageHead title={found.subject}>{stateWords(found)}</PageHead>
          {found.state === 'draft' ? <Editor campaign={found} onDeleted={onDeleted} /> : <Report campaign={found} />}
        </>
      )}
    </Fetched>
  )
}
