import { createContext, use, useEffect, useSyncExternalStore } from 'react'
import { t } from '../language/common.ts'
import { CloseIcon } from './icons.tsx'
import { createObservable, type Observable } from './observable.ts'
import styles from './toasts.module.css'

/** Short messages for everybody: shown for a while, and read out. */
export interface Toasts extends Pick<Observable<readonly Toast[]>, 'current' | 'subscribe'> {
  /** @param answer what may be done about it. */
  say(message: string, answer?: Answer): void
  dismiss(id: number): void
}

interface Answer {
  label: string
  act: () => void
}

interface Toast {
  id: number
  message: string
  answer?: Answer | undefined
}

const SHOWN_MS = 7_000
/** Who answers by keyboard has to get there first. */
const ANSWERABLE_MS = 20_000

export function createToasts(): Toasts {
  const { current, set, subscribe } = createObservable<readonly Toast[]>([])
  let lastId = 0
  return {
    say: (message, answer) => {
      lastId += 1
      set([...current().filter((toast) => toast.message !== message), { id: lastId, message, answer }])
    },
    dismiss: (id) => set(current().filter((toast) => toast.id !== id)),
    current,
    subscribe,
  }
}

export const ToastsContext = createContext<Toasts | null>(null)

export function useToasts(): Toasts {
  const toasts = use(ToastsContext)
  if (!toasts) throw new Error('There is no shelf for messages around this component')
  return toasts
}

export function ToastShelf({ toasts }: { toasts: Toasts }) {
  const shown = useSyncExternalStore(toasts.subscribe, toasts.current)
  return (
    // Not atomic: a message that stays is not read out again with the next one.
    <div className={styles.shelf} role="status" aria-atomic={false}>
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} onDismiss={() => toasts.dismiss(toast.id)} />
      ))}
    </div>
  )
}

function ToastCard({ toast: { message, answer }, onDismiss }: { toast: Toast; onDismiss: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a toast's time runs from when it came, whatever is rendered meanwhile
  useEffect(() => {
    const timer = setTimeout(onDismiss, answer ? ANSWERABLE_MS : SHOWN_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={styles.toast}>
      <span>{message}</span>
      {answer && (
        <button
          type="button"
          className={styles.answer}
          onClick={() => {
            onDismiss()
            answer.act()
          }}
        >
          {answer.label}
        </button>
      )}
      <button type="button" className={styles.close} onClick={onDismiss} aria-label={t('dismissMessage')}>
        <CloseIcon size={18} />
      </button>
    </div>
  )
}
