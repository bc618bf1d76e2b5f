import styles from './further.module.css'
import { clockWords } from './positions.ts'

interface FurtherProps {
  furtherSeconds: number
  goThere: () => void
  stayHere: () => void
}

/** The member is further on another device: what plays here is not kept until it is there, or they say that it shall be. */
export function Further({ furtherSeconds, goThere, stayHere }: FurtherProps) {
  return (
    <div className={styles.further} role="status" {...{ noautohide: '' }}>
      <p>You are at {clockWords(furtherSeconds)} on another device.</p>
      <p className={styles.actions}>
        <button type="button" onClick={goThere}>
          Go there
        </button>
        <button type="button" onClick={stayHere}>
          Stay here
        </button>
      </p>
    </div>
  )
}
