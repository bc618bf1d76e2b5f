import { client } from '@better-and-bliss/sdk'
import styles from './footer.module.css'

export function Footer() {
  const { baseUrl } = client.getConfig()
  return (
    <footer className={styles.footer}>
      <div className={styles.inner}>
        <p className={styles.words}>Breathe in for four, out for six. The rest can wait.</p>
        <nav aria-label="About">
          <ul className={styles.links}>
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
