import { ButtonLink } from '../../ui/button-link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { momentWords } from '../../ui/words.ts'
import { t } from './messages.ts'

/** Where a member ends who asked for the deletion of their account. `until` comes from the address, and may be anything. */
export function DeletionRequestedPage({ until }: { until: string | undefined }) {
  const isTime = until !== undefined && Number.isFinite(Date.parse(until))
  return (
    <>
      <PageTitle>{t('goodbye')}</PageTitle>
      <Notice
        heading="h1"
        title={t('goWell')}
        action={
          <>
            <ButtonLink to="/sign-in">{t('signInToKeep')}</ButtonLink>
            <ButtonLink to="/" variant="default">
              {t('home')}
            </ButtonLink>
          </>
        }
      >
        {isTime ? t('deletedAt', { moment: momentWords(until) }) : t('deletedInSevenDays')}
      </Notice>
    </>
  )
}
