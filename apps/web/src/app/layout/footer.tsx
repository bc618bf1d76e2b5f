import { client } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { lazy } from 'react'
import { Optional } from '../../ui/optional.tsx'
import { t } from '../messages.ts'
import styles from './footer.module.css'
import { LanguageSwitch } from './language-switch.tsx'

/** No page waits for it. */
const SubscribeForm = lazy(async () => {
  const { SubscribeForm: component } = await import('../../features/newsletter/subscribe-form.tsx')
  return { default: component }
})

/** @param invites whether it asks who reads to subscribe: the studio's people are at work. */
export function Footer({ invites }: { invites: boolean }) {
  const { baseUrl } = client.getConfig()
  return (
    <footer className={styles.footer}>
      <div className={styles.inner}>
        <p className={styles.words}>{t('motto')}</p>
        {invites && (
          <div className={styles.newsletter}>
            <Optional>
              <SubscribeForm source="footer" />
            </Optional>
          </div>
        )}
        <nav aria-label={t('about')}>
          <ul className={styles.links}>
            <li>
              <Link to="/timer">{t('timer')}</Link>
            </li>
            <li>
              <Link to="/sounds">{t('sounds')}</Link>
            </li>
            <li>
              <a href={`${baseUrl}/api/docs`}>{t('api')}</a>
            </li>
            <li>
              <a href={`${baseUrl}/api/redoc`}>{t('reference')}</a>
            </li>
            <LanguageSwitch />
          </ul>
        </nav>
      </div>
    </footer>
  )
}
