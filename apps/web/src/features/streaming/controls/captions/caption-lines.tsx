import { useLayoutEffect, useRef } from 'react'
import styles from './caption-lines.module.css'
import type { CaptionStyle } from './caption-style.ts'

interface CaptionLinesProps {
  cues: readonly VTTCue[]
  style: CaptionStyle
}

/** What is said now, above the controls. */
export function CaptionLines({ cues, style }: CaptionLinesProps) {
  return (
    <div
      slot="top-chrome"
      className={styles.lines}
      data-size={style.size}
      data-background={style.background}
      {...{ noautohide: '' }}
    >
      {cues.map((cue) => (
        <Cue key={`${cue.startTime} ${cue.text}`} cue={cue} />
      ))}
    </div>
  )
}

/** As the browser reads it: italics and line breaks, and nothing that could do something. */
function Cue({ cue }: { cue: VTTCue }) {
  const line = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => line.current?.replaceChildren(cue.getCueAsHTML()), [cue])
  return (
    <p>
      <span ref={line} />
    </p>
  )
}
