import styles from './sleep.module.css'

/** While the sound fades: whoever is still awake says so. */
export function Fading({ onAwake }: { onAwake: () => void }) {
  return (
    <div className={styles.fading} role="status" {...{ noautohide: '' }}>
      <p>Good night. The sound is fading.</p>
      <button type="button" onClick={onAwake}>
        Play on
      </button>
    </div>
  )
}
