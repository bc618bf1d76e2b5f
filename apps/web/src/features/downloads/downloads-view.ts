import type { KeyValueStore } from '../../api/local-storage.ts'
import { createObservable } from '../../ui/observable.ts'
import { DOWNLOADS_KEY, type Download } from './kept/download.ts'

/** Why a download does not go on. */
export interface Trouble {
  words: string
  /** It goes on by itself once there is a network. */
  isPassing: boolean
}

/** What is shown of the downloads in this browser; another object each time. */
export interface DownloadsView {
  /** Null until the browser was asked. */
  downloads: readonly Download[] | null
  /** The browser does not let its storage be opened: in some private windows, or where it is damaged. */
  isRefused: boolean
  /** Items whose download is being begun. */
  beginning: readonly string[]
  /** Ids of those that are being fetched. */
  fetching: readonly string[]
  troubles: Readonly<Record<string, Trouble>>
}

/** What is shown, and how it changes. */
export function createDownloadsView(storage: KeyValueStore) {
  const { current, set, subscribe } = createObservable<DownloadsView>({
    ...{ downloads: null, isRefused: false, beginning: [], fetching: [], troubles: {} },
  })

  function show(change: Partial<DownloadsView>): void {
    set({ ...current(), ...change })
  }

  function shown(): readonly Download[] {
    return current().downloads ?? []
  }

  function showAll(downloads: readonly Download[]): void {
    show({ downloads })
    if (downloads.length > 0) storage.setItem(DOWNLOADS_KEY, '1')
    else storage.removeItem(DOWNLOADS_KEY)
  }

  return {
    current,
    subscribe,
    show,
    shown,
    showAll,
    showOne: (download: Download) => {
      const isKnown = shown().some(({ id }) => id === download.id)
      showAll(isKnown ? shown().map((it) => (it.id === download.id ? download : it)) : [...shown(), download])
    },
    hide: (id: string) => showAll(shown().filter((it) => it.id !== id)),
    setTrouble: (id: string, trouble: Trouble | null) => {
      const { [id]: _, ...troubles } = current().troubles
      show({ troubles: trouble ? { ...troubles, [id]: trouble } : troubles })
    },
  }
}
