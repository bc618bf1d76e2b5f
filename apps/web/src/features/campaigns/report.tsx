import {
  type Campaign,
  type CampaignReport,
  pauseCampaign,
  resumeCampaign,
  takeBackCampaign,
} from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { answerOf, wordsOf } from '../../api/answer.ts'
import { LANGUAGE } from '../../language/page-language.ts'
import { Fetched } from '../../ui/fetched.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { countWords } from '../../ui/words.ts'
import styles from './campaigns.module.css'
import { InDoubt } from './in-doubt.tsx'
import { t } from './messages.ts'
import { keepCampaign, reportQuery } from './queries.ts'

const FIGURES = [
  ['sent', t('sent')],
  ['queued', t('waiting')],
  ['failed', t('refused')],
  ['uncertain', t('inDoubt')],
  ['dropped', t('leftBefore')],
  ['bounced', t('bounced')],
  ['complained', t('spam')],
  ['unsubscribed', t('unsubscribed')],
] as const satisfies readonly (readonly [keyof CampaignReport, string])[]

const MOVES = {
  scheduled: { name: t('takeItBack'), change: takeBackCampaign },
  sending: { name: t('pause'), change: pauseCampaign },
  paused: { name: t('goOn'), change: resumeCampaign },
}

/** What became of a campaign's mails, and what can be done about those that have not left. */
export function Report({ campaign }: { campaign: Campaign }) {
  const queries = useQueryClient()
  const report = useQuery(reportQuery(campaign.id))
  const state = report.data?.state
  useEffect(() => {
    if (state !== undefined && state !== campaign.state)
      void queries.invalidateQueries({ queryKey: ['campaigns', 'one'] })
  }, [state, campaign.state, queries])
  return (
    <>
      <Move campaign={campaign} />
      <Fetched query={report} loading={t('addingUp')} name={t('theReport')}>
        {(found) => <Figures id={campaign.id} report={found} />}
      </Fetched>
    </>
  )
}

function Move({ campaign: { id, state } }: { campaign: Campaign }) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const move = state in MOVES ? MOVES[state as keyof typeof MOVES] : null
  const moving = useMutation({
    mutationFn: (change: typeof pauseCampaign) => answerOf(change({ path: { id } })),
    onSuccess: (changed) => keepCampaign(queries, changed),
    onError: (error) => toasts.say(wordsOf(error, t('wentWrong'))),
  })
  if (!move) return null
  return (
    <div>
      <Button variant="default" loading={moving.isPending} onClick={() => moving.mutate(move.change)}>
        {move.name}
      </Button>
    </div>
  )
}

function Figures({ id, report }: { id: string; report: CampaignReport }) {
  return (
    <>
      <Panel title={t('mails')}>
        <dl className={styles.figures}>
          {FIGURES.map(([key, name]) => (
            <div key={key}>
              <dt>{name}</dt>
              <dd>{report[key].toLocaleString(LANGUAGE)}</dd>
            </div>
          ))}
        </dl>
        {report.uncertain > 0 && <InDoubt id={id} count={report.uncertain} />}
      </Panel>
      {report.links && (
        <Panel title={t('links')}>
          <ul className={styles.list}>
            {report.links.map(({ url, clicks }) => (
              <li key={url}>
                <a href={url}>{url}</a>
                <span>{countWords(clicks, 'click')}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
