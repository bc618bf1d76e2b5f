import { useQuery } from '@tanstack/react-query'
import { authOptionsQuery } from '../../api/auth-options.ts'
import { t } from '../../language/common.ts'
import styles from './captcha-terms.module.css'

/** What Google wants to be said where its badge is hidden. */
export function CaptchaTerms() {
  const options = useQuery(authOptionsQuery()).data
  if (!options?.captcha) return null
  return (
    <p className={styles.terms}>
      {t.rich('captchaTerms', {
        a: (words) => (
          <a href="https://policies.google.com/privacy" target="_blank" rel="noreferrer">
            {words}
          </a>
        ),
        a2: (words) => (
          <a href="https://policies.google.com/terms" target="_blank" rel="noreferrer">
            {words}
          </a>
        ),
      })}
    </p>
  )
}
