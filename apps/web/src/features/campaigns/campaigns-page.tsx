import { type Campaign, createCampaign } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { Fetched } from '../../ui/fetched.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import styles from './campaigns.module.css'
import { t } from './messages.ts'
import { campaignsQuery } from './queries.ts'
import { SubscribersPanel } from './subscribers-panel.tsx'
import { stateWords } from './words.ts'

const EVERYBODY = { topics: [], tiers: [], active_within_days: null }

/** All campaigns, and the way to a new one. */
export function CampaignsPage({ onWrite }: { onWrite: (id: string) => void }) {
  const campaigns = useQuery(campaignsQuery())
  const toasts = useToasts()
  const writing = useMutation({
    mutationFn: () => answerOf(createCampaign({ body: { subject: t('newsFromUs'), blocks: [], audience: EVERYBODY } })),
    onSuccess: ({ id }) => onWrite(id),
    onError: (error) => toasts.say(wordsOf(error, t('notBegun'))),
  })
  const write = (
    <Button loading={writing.isPending} onClick={() => writing.mutate()}>
      {t('write')}
    </Button>
  )
  return (
    <>
      <PageTitle>{t('newsletter')}</PageTitle>
      <PageHead title={t('newsletter')}>{t('newsletterHint')}</PageHead>
      <div className={styles.campaigns}>
        <Fetched
          query={campaigns}
          loading={t('looking')}
          name={t('theNewsletter')}
          isEmpty={({ total }) => total === 0}
          empty={
            <Notice title={t('noneYet')} action={write}>
              {t('noneYetHint')}
            </Notice>
          }
        >
          {({ campaigns: found }) => (
            <>
              <div>{write}</div>
              <ul className={styles.list}>
                {found.map((campaign) => (
                  <Entry key={campaign.id} campaign={campaign} />
                ))}
              </ul>
            </>
          )}
        </Fetched>
      </div>
      <SubscribersPanel />
    </>
  )
}

function Entry({ campaign }: { campaign: Campaign }) {
  return (
    <li>
      <Link to="/studio/newsletter/$id" params={{ id: campaign.id }}>
        {campaign.subject}
      </Link>
      <span>{stateWords(campaign)}</span>
    </li>
  )
}
