import { useQuery } from '@tanstack/react-query'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { statsQuery } from '../progress/queries.ts'
import sessionPage from '../progress/session-page.module.css'
import { Summary } from '../progress/summary.tsx'
import { ReflectionPanel } from '../reflection/reflection-panel.tsx'
import { t } from './messages.ts'
import { togetherWords } from './words.ts'

interface ThankYouProps {
  /** The member's own session; null where they had none. */
  sessionId: string | null
  members: number | null
  hasBegun: boolean
  /** The member went before its end. */
  hasLeft: boolean
}

/** The end of a circle: a thank-you, and what the member's own session was. */
export function ThankYou({ sessionId, members, hasBegun, hasLeft }: ThankYouProps) {
  return (
    <div className={sessionPage.page}>
      <PageTitle>{t('thankYou')}</PageTitle>
      <PageHead title={t(hasBegun ? 'thankYou' : hasLeft ? 'youHaveLeft' : 'isClosed')}>
        {hasBegun ? togetherWords(members) : t(hasLeft ? 'comeBack' : 'closedBefore')}
      </PageHead>
      {sessionId && <OwnSummary sessionId={sessionId} />}
      <footer className={sessionPage.actions}>
        {sessionId && <ButtonLink to="/progress">{t('seeProgress')}</ButtonLink>}
        <ButtonLink to="/circle" variant={sessionId ? 'default' : 'filled'}>
          {t('togetherAgain')}
        </ButtonLink>
      </footer>
    </div>
  )
}

function OwnSummary({ sessionId }: { sessionId: string }) {
  const stats = useQuery(statsQuery(sessionId))
  return (
    <Fetched query={stats} loading={t('openingSummary')} name={t('yourSummary')}>
      {(session) => (
        <>
          <Summary session={session} />
          <ReflectionPanel session={session} />
        </>
      )}
    </Fetched>
  )
}
