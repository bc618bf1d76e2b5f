import { LED_BY_PARAMETER, type LedBy } from '@better-and-bliss/membership'
import { PageTitle } from '../../ui/page-title.tsx'
import styles from './embedded-form.module.css'
import { t } from './messages.ts'
import { SubscribeForm } from './subscribe-form.tsx'

const HOME = `/?${LED_BY_PARAMETER}=${'embed' satisfies LedBy}`

/** The form alone, for a frame on another site. */
export function EmbeddedForm({ source }: { source: string }) {
  return (
    <main className={styles.embedded}>
      <PageTitle>{t('newsletter')}</PageTitle>
      <h1 className="visually-hidden">{t('ourNewsletter')}</h1>
      <SubscribeForm source={source} />
      <p className={styles.house}>
        <a href={HOME} target="_blank" rel="noopener">
          {t('fromUs')}
        </a>
      </p>
    </main>
  )
}
