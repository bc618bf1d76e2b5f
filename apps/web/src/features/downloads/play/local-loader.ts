import type { HlsConfig, Loader, LoaderCallbacks, LoaderConfiguration, LoaderContext, LoaderStats } from 'hls.js'
import { indexOf } from '../kept/playlist.ts'

interface Parts {
  /** By their addresses. */
  playlists: ReadonlyMap<string, string>
  /** A part as it can be played. @throws where it is not kept, or may not be heard any more. */
  read: (index: number) => Promise<ArrayBuffer>
}

/** Lets hls.js read from this browser what it else fetches. */
export function localLoader({ playlists, read }: Parts): HlsConfig['loader'] {
  return class LocalLoader implements Loader<LoaderContext> {
    context: LoaderContext | null = null
    stats: LoaderStats = noStats()

    load(context: LoaderContext, _config: LoaderConfiguration, callbacks: LoaderCallbacks<LoaderContext>): void {
      this.context = context
      const { stats } = this
      stats.loading.start = performance.now()
      const { url } = context
      Promise.resolve(playlists.get(url) ?? read(indexOf(url))).then(
        (data) => {
          if (stats.aborted) return
          const nowMs = performance.now()
          stats.loading.first = nowMs
          stats.loading.end = nowMs
          stats.loaded = typeof data === 'string' ? data.length : data.byteLength
          stats.total = stats.loaded
          callbacks.onSuccess({ url, data, code: 200 }, stats, context, null)
        },
        (error: unknown) => {
          if (!stats.aborted) callbacks.onError({ code: 0, text: String(error) }, context, null, stats)
        },
      )
    }

    abort(): void {
      this.stats.aborted = true
    }

    destroy(): void {
      this.abort()
      this.context = null
    }
  }
}

function noStats(): LoaderStats {
  return {
    aborted: false,
    ...{ loaded: 0, retry: 0, total: 0, chunkCount: 0, bwEstimate: 0 },
    loading: { start: 0, first: 0, end: 0 },
    parsing: { start: 0, end: 0 },
    buffering: { start: 0, first: 0, end: 0 },
  }
}
