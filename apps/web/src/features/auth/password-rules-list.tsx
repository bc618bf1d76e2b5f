import { CheckIcon } from '../../ui/icons.tsx'
import { t } from './messages.ts'
import { PASSWORD_RULES } from './password-rules.ts'
import styles from './password-rules-list.module.css'

/** The rules for a new password, ticked off as it is typed. */
export function PasswordRules({ id, password }: { id: string; password: string }) {
  return (
    <ul id={id} className={styles.rules}>
      {PASSWORD_RULES.map(({ words, holds }) => {
        const isKept = holds(password)
        return (
          <li key={words} data-kept={isKept || undefined}>
            <span className={styles.mark}>{isKept && <CheckIcon size={14} />}</span>
            {words}
            <span className="visually-hidden">{isKept ? t('done') : t('stillNeeded')}</span>
          </li>
        )
      })}
    </ul>
  )
}
