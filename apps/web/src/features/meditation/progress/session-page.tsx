import { deleteSession, type SessionStats } from '@better-and-bliss/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { answerOf, wordsOf } from '../../../api/answer.ts'
import { LANGUAGE } from '../../../language/page-language.ts'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Confirmed } from '../../../ui/confirmed.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { BackIcon } from '../../../ui/icons.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { ReflectionPanel } from '../reflection/reflection-panel.tsx'
import { t } from './messages.ts'
import { PROGRESS_KEY, statsQuery } from './queries.ts'
import styles from './session-page.module.css'
import { Summary } from './summary.tsx'
import { sessionTitle } from './words.ts'

/** What one session was. */
export function SessionPage({ sessionId }: { sessionId: string }) {
  const stats = useQuery(statsQuery(sessionId))
  return (
    <div className={styles.page}>
      <PageTitle>{stats.data ? sessionTitle(stats.data) : t('session')}</PageTitle>
      <Fetched query={stats} loading={t('opening')} name={t('thisSession')} heading="h1" missing={<Missing />}>
        {(session) => <Loaded session={session} />}
      </Fetched>
    </div>
  )
}

function Missing() {
  return (
    <Notice heading="h1" title={t('noSuchSession')} action={<ButtonLink to="/progress">{t('seeProgress')}</ButtonLink>}>
      {t('maybeDeleted')}
    </Notice>
  )
}

function Loaded({ session }: { session: SessionStats }) {
  const began = new Date(session.started_at)
  return (
    <>
      <div>
        <Link to="/progress" className={styles.back}>
          <BackIcon size={18} /> {t('progress')}
        </Link>
        <PageHead title={sessionTitle(session)}>
          <time dateTime={session.started_at}>
            {began.toLocaleDateString(LANGUAGE, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })},{' '}
            <span className={styles.clock}>
              {began.toLocaleTimeString(LANGUAGE, { hour: 'numeric', minute: '2-digit' })}
            </span>
          </time>
        </PageHead>
      </div>
      <Summary session={session} />
      {session.duration_seconds !== null && <ReflectionPanel session={session} />}
      <footer className={styles.actions}>
        <ButtonLink to="/meditate">{t('anotherSession')}</ButtonLink>
        <DeleteSession sessionId={session.session_id} />
      </footer>
    </>
  )
}

function DeleteSession({ sessionId }: { sessionId: string }) {
  const queries = useQueryClient()
  const toasts = useToasts()
  const navigate = useNavigate()
  const deleting = useMutation({
    mutationFn: () => answerOf(deleteSession({ path: { id: sessionId } })),
    onSuccess: async () => {
      await navigate({ to: '/progress', replace: true })
      queries.removeQueries({ queryKey: statsQuery(sessionId).queryKey })
      await queries.invalidateQueries({ queryKey: PROGRESS_KEY })
      toasts.say(t('sessionDeleted'))
    },
    onError: (error) => toasts.say(wordsOf(error, t('didNotWork'))),
  })
  return (
    <Confirmed
      action={t('deleteSession')}
      title={t('deleteSessionQuestion')}
      confirm={t('yesDelete')}
      isPending={deleting.isPending}
      onConfirm={() => deleting.mutateAsync()}
    >
      {t('goesForGood')}
    </Confirmed>
  )
}
