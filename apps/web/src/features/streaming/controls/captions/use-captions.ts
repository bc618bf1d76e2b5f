import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import { likeliestLanguage } from '../../languages.ts'
import type { PreferencesControl } from '../use-preferences.ts'
import { type Captions, type CaptionsView, NO_CAPTIONS, openCaptions } from './captions.ts'

export interface CaptionsControl extends CaptionsView {
  show: (language: string | null) => void
  /** On and off, in the language that they were in, or that is the likeliest. */
  toggle: () => void
}

/** The captions of what plays in `video`, as this member wants them. */
export function useCaptions(
  video: RefObject<HTMLVideoElement | null>,
  { preferences, change }: PreferencesControl,
): CaptionsControl {
  const captions = useRef<Captions>(null)
  const [view, setView] = useState(NO_CAPTIONS)
  const { showsCaptions, captionLanguage } = preferences
  const first = useRef(showsCaptions ? captionLanguage : null)
  const keep = useEffectEvent((language: string | null) =>
    change({ showsCaptions: language !== null, ...(language && { captionLanguage: language }) }),
  )
  useEffect(() => {
    if (!video.current) return
    const opened = openCaptions({
      video: video.current,
      wanted: first.current,
      onChange: setView,
      onChosenElsewhere: (language) => keep(language),
    })
    captions.current = opened
    return opened.close
  }, [video])

  function show(language: string | null): void {
    change({ showsCaptions: language !== null, ...(language && { captionLanguage: language }) })
    captions.current?.show(language)
  }

  return {
    ...view,
    show,
    toggle: () => {
      const ids = view.tracks.map(({ id }) => id)
      show(view.shown ? null : likeliestLanguage(ids, [captionLanguage, ...navigator.languages]))
    },
  }
}
