import { PageTitle } from '../../ui/page-title.tsx'
import styles from './embedded-form.module.css'
import { SubscribeForm } from './subscribe-form.tsx'

/** The form alone, for a frame on another site. */
export function EmbeddedForm({ source }: { source: string }) {
  return (
    <main className={styles.embedded}>
      <PageTitle>Newsletter</PageTitle>
      <h1 className="visually-hidden">Better & Bliss newsletter</h1>
      <SubscribeForm source={source} />
    </main>
  )
}
