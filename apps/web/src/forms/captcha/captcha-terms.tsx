import { useQuery } from '@tanstack/react-query'
import { authOptionsQuery } from '../../api/auth-options.ts'
import styles from './captcha-terms.module.css'

/** What Google wants to be said where its badge is hidden. */
export function CaptchaTerms() {
  const options = useQuery(authOptionsQuery()).data
  if (!options?.captcha) return null
  return (
    <p className={styles.terms}>
      This site is protected by reCAPTCHA and the Google{' '}
      <a href="https://policies.google.com/privacy" target="_blank" rel="noreferrer">
        Privacy Policy
      </a>{' '}
      and{' '}
      <a href="https://policies.google.com/terms" target="_blank" rel="noreferrer">
        Terms of Service
      </a>{' '}
      apply.
    </p>
  )
}
