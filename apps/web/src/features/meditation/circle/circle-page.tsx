import { useQuery } from '@tanstack/react-query'
import { ApiError } from '../../../api/answer.ts'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { Fetched } from '../../../ui/fetched.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { joinedQuery } from './api.ts'
import { CircleRoom } from './circle-room.tsx'
import { t } from './messages.ts'

interface CirclePageProps {
  memberId: string
  code: string
  /** From here on the microphone may listen: nothing else may sound. */
  onBegin: () => void
}

/** A circle, which whoever opens its link joins. */
export function CirclePage({ memberId, code, onBegin }: CirclePageProps) {
  const joined = useQuery(joinedQuery(code))
  if (joined.error instanceof ApiError && joined.error.code === 'circle_full')
    return <Full words={joined.error.message} />
  return (
    <Fetched query={joined} loading={t('joining')} name={t('theCircle')} heading="h1" missing={<Missing />}>
      {(circle) => <CircleRoom key={circle.id} memberId={memberId} circle={circle} onBegin={onBegin} />}
    </Fetched>
  )
}

const OTHERWISE = <ButtonLink to="/circle">{t('openOrJoin')}</ButtonLink>

function Missing() {
  return (
    <>
      <PageTitle>{t('noSuch')}</PageTitle>
      <Notice heading="h1" title={t('thereIsNone')} action={OTHERWISE}>
        {t('maybeOver')}
      </Notice>
    </>
  )
}

function Full({ words }: { words: string }) {
  return (
    <>
      <PageTitle>{t('full')}</PageTitle>
      <Notice heading="h1" title={t('full')} action={OTHERWISE}>
        {t('fullHint', { words })}
      </Notice>
    </>
  )
}
