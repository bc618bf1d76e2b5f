import { createContext, use } from 'react'
import { createObservable, type Observable } from '../ui/observable.ts'

const WORKER_URL = '/sw.js'
/** A page that stays open for days learns of a new version, too. */
const ASKED_EACH_MS = 3_600_000

/** Whether the server has a newer version of the app than this page is. */
export interface NewVersion extends Pick<Observable<boolean>, 'current' | 'subscribe'> {
  /** Loads this page anew, in the new version; other pages stay as they are. */
  load(): void
}

/**
 * Registers the service worker, which keeps what works without a network, and follows its newer versions. None takes the
 * place of another by itself: what is open goes on with the files that it began with.
 */
export function followVersions(): NewVersion {
  const isNewer = createObservable(false)
  let load = () => window.location.reload()

  async function follow(): Promise<void> {
    const { Workbox } = await import('workbox-window')
    const worker = new Workbox(WORKER_URL)
    worker.addEventListener('waiting', () => void isOutdated().then(isNewer.set, () => {}))
    const registration = await worker.register()
    setInterval(() => void worker.update().catch(() => {}), ASKED_EACH_MS)
    load = () => {
      if (!registration?.waiting) return window.location.reload()
      worker.addEventListener('controlling', () => window.location.reload())
      worker.messageSkipWaiting()
    }
  }

  // Without a worker the app needs a network, and is the same otherwise. What other sites frame needs none.
  const isOwnPage = window.self === window.top
  if (import.meta.env.MODE === 'production' && isOwnPage && 'serviceWorker' in navigator) void follow().catch(() => {})
  return { current: isNewer.current, subscribe: isNewer.subscribe, load: () => load() }
}

export const NewVersionContext = createContext<NewVersion | null>(null)

export function useNewVersion(): NewVersion {
  const newVersion = use(NewVersionContext)
  if (!newVersion) throw new Error('Nobody follows versions around this component')
  return newVersion
}

/** Whether the server sends another page than this one: one that came after the new worker's files is the new version itself. */
async function isOutdated(): Promise<boolean> {
  // Any of them may be the one that has changed.
  const own = [...document.querySelectorAll<HTMLScriptElement>('head script[type="module"][src]')]
  const answer = await fetch('/', { cache: 'no-store' })
  const page = await answer.text()
  return answer.ok && own.some(({ src }) => !page.includes(new URL(src).pathname))
}
