import { client } from '@better-and-bliss/sdk'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import styles from './footer.module.css'

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
        <p className={styles.words}>Breathe in for four, out for six. The rest can wait.</p>
        {invites && (
          <div className={styles.newsletter}>
            <Suspense>
              <SubscribeForm source="footer" />
            </Suspense>
          </div>
        )}
        <nav aria-label="About">
          <ul className={styles.links}>
            <li>
              <Link to="/timer">Timer</Link>
            </li>
            <li>
              <Link to="/sounds">Sounds</Link>
            </li>
            <li>
              <a href={`${baseUrl}/api/docs`}>API</a>
            </li>
            <li>
              <a href={`${baseUrl}/api/redoc`}>Reference</a>
            </li>
          </ul>
        </nav>
      </div>
    </footer>
  )
}
