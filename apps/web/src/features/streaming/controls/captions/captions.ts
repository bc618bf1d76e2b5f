import { languageIn, type Track, tracksOf } from '../../languages.ts'

/** What is shown of captions; another object each time. */
export interface CaptionsView {
  /** Those that the media bring along. */
  tracks: readonly Track[]
  /** The id of what is shown; null for none. */
  shown: string | null
  /** What is said now. Empty while the browser itself shows it. */
  cues: readonly VTTCue[]
}

export const NO_CAPTIONS: CaptionsView = { tracks: [], shown: null, cues: [] }

export interface Captions {
  /** These captions from now on, by id or language, wherever there are some; null for none. */
  show(id: string | null): void
  close(): void
}

interface CaptionsParts {
  video: Pick<HTMLVideoElement, 'textTracks' | 'addEventListener' | 'removeEventListener'>
  wanted: string | null
  onChange: (view: CaptionsView) => void
  /** The browser's own menu, in its full screen, has others or none. */
  onChosenElsewhere: (id: string | null) => void
}

/** Where the browser shows a video outside of the page, only it can show captions there. */
const LEAVES_PAGE = ['webkitbeginfullscreen', 'enterpictureinpicture']
const COMES_BACK = ['webkitendfullscreen', 'leavepictureinpicture']

/**
 * Follows the text tracks of a video, whoever made them: hls.js, or a browser that plays HLS by itself. A track is read
 * (`hidden`) and drawn by us, in the member's style; the browser draws it (`showing`) where the page cannot.
 */
export function openCaptions({ video, wanted, onChange, onChosenElsewhere }: CaptionsParts): Captions {
  const list = video.textTracks
  const listening = new AbortController()
  const on = (target: Pick<EventTarget, 'addEventListener'>, type: string, listener: () => void) =>
    target.addEventListener(type, listener, { signal: listening.signal })
  let chosen = wanted
  let isOutside = false
  let shown: TextTrack | null = null

  function apply(): void {
    const tracks = captionTracks(list)
    const ids = tracksOf(tracks).map(({ id }) => id)
    const fitting = languageIn(ids, chosen)
    const next = fitting === null ? null : (tracks[ids.indexOf(fitting)] ?? null)
    for (const track of tracks) {
      const mode = track !== next ? 'disabled' : isOutside ? 'showing' : 'hidden'
      if (track.mode !== mode) track.mode = mode
    }
    if (next !== shown) {
      shown?.removeEventListener('cuechange', tell)
      next?.addEventListener('cuechange', tell)
      shown = next
    }
    tell()
  }

  function tell(): void {
    const found = captionTracks(list)
    const tracks = tracksOf(found)
    onChange({
      tracks,
      shown: (shown && tracks[found.indexOf(shown)]?.id) ?? null,
      cues: shown && !isOutside ? Array.from((shown.activeCues ?? []) as ArrayLike<VTTCue>) : [],
    })
  }

  function changed(): void {
    if (isOutside) {
      const found = captionTracks(list)
      const showing = found.findIndex(({ mode }) => mode === 'showing')
      if ((found[showing] ?? null) !== shown) {
        chosen = tracksOf(found)[showing]?.id ?? null
        onChosenElsewhere(chosen)
      }
    }
    apply()
  }

  on(list, 'addtrack', apply)
  on(list, 'removetrack', apply)
  on(list, 'change', changed)
  for (const [types, outside] of [
    [LEAVES_PAGE, true],
    [COMES_BACK, false],
  ] as const) {
    for (const type of types) {
      on(video, type, () => {
        isOutside = outside
        apply()
      })
    }
  }
  apply()

  return {
    show: (next) => {
      chosen = next
      apply()
    },
    close: () => {
      listening.abort()
      shown?.removeEventListener('cuechange', tell)
    },
  }
}

function captionTracks(list: TextTrackList): TextTrack[] {
  return Array.from(list).filter(({ kind }) => kind === 'captions' || kind === 'subtitles')
}
