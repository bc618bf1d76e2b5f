import { ButtonLink } from '../../ui/button-link.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { t } from '../messages.ts'

export function NotFound() {
  return (
    <>
      <PageTitle>{t('notFound')}</PageTitle>
      <Notice
        heading="h1"
        title={t('nothingHere')}
        action={
          <>
            <ButtonLink to="/">{t('goHome')}</ButtonLink>
            <ButtonLink to="/browse" variant="default">
              {t('openLibrary')}
            </ButtonLink>
          </>
        }
      >
        {t('mistyped')}
      </Notice>
    </>
  )
}
