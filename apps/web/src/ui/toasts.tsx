import { createContext, use, useEffect, useSyncExternalStore } from 'react'
import { CloseIcon } from './icons.tsx'
import { createObservable, type Observable } from './observable.ts'
import styles from './toasts.module.css'

/** Short messages for everybody: shown for a while, and read out. */
export interface Toasts extends Pick<Observable<readonly Toast[]>, 'current' | 'subscribe'> {
  say(message: string): void
  dismiss(id: number): void
}

interface Toast {
  id: number
  message: string
}

const SHOWN_MS = 7_000

export function createToasts(): Toasts {
  const { current, set, subscribe } = createObservable<readonly Toast[]>([])
  let lastId = 0
  return {
    say: (message) => {
      lastId += 1
      set([...current().filter((toast) => toast.message !== message), { id: lastId, message }])
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
        <ToastCard key={toast.id} message={toast.message} onDismiss={() => toasts.dismiss(toast.id)} />
      ))}
    </div>
  )
}

function ToastCard({ message, onDismiss }: { message: string; onDismiss: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a toast's time runs from when it came, whatever is rendered meanwhile
  useEffect(() => {
    const timer = setTimeout(onDismiss, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className={styles.toast}>
      <span>{message}</span>
      <button type="button" className={styles.close} onClick={onDismiss} aria-label="Dismiss message">
        <CloseIcon size={18} />
      </button>
    </div>
  )
}
