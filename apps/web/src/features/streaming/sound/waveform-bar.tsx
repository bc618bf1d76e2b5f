import { type RefObject, useEffect, useRef, useState } from 'react'
import type { PlayerControls } from '../controls/player-controls.ts'
import { SeekBar } from '../controls/seek-bar/seek-bar.tsx'
import { fewerPeaks, type Peaks } from './peaks.ts'
import { usePeaks } from './use-peaks.ts'
import styles from './waveform-bar.module.css'

/** From the beginning of a bar to that of the next, in pixels. */
const BAR_PITCH = 6
const BAR_WIDTH = 3
/** Silence is a row of dots. */
const LEAST_SHARE = 0.06

/** The time line of a sound: its shape, filled as far as it has been played. A plain line where nobody knows the shape. */
export function WaveformBar({ controls }: { controls: PlayerControls }) {
  const { item, video } = controls
  const peaks = usePeaks(item.waveform_url)
  const bar = useRef<HTMLDivElement>(null)
  const width = useWidth(bar)
  usePlayedShare(video, bar)
  return (
    <div ref={bar} className={styles.bar} data-plain={peaks ? undefined : true}>
      {peaks && width > 0 && <Shape peaks={fewerPeaks(peaks, Math.floor(width / BAR_PITCH))} />}
      <SeekBar {...controls} />
    </div>
  )
}

function Shape({ peaks }: { peaks: Peaks }) {
  const path = pathOf(peaks)
  return (
    <svg
      className={styles.shape}
      viewBox={`0 0 ${peaks.length * BAR_PITCH} 100`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} className={styles.rest} />
      <path d={path} className={styles.played} />
    </svg>
  )
}

function pathOf(peaks: Peaks): string {
  return peaks
    .map((peak, index) => {
      const height = Math.max(peak, LEAST_SHARE) * 100
      return `M${index * BAR_PITCH},${(50 - height / 2).toFixed(1)}h${BAR_WIDTH}v${height.toFixed(1)}h-${BAR_WIDTH}z`
    })
    .join('')
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return width
}

/** As a variable of CSS, so that nothing is rendered for it. */
function usePlayedShare(video: RefObject<HTMLVideoElement | null>, bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = video.current
    if (!element) return
    const draw = () => {
      const share = element.currentTime / (element.duration || Number.POSITIVE_INFINITY)
      bar.current?.style.setProperty('--rest', `${100 - 100 * share}%`)
    }
    draw()
    const listening = new AbortController()
    for (const type of ['timeupdate', 'seeking', 'durationchange'])
      element.addEventListener(type, draw, { signal: listening.signal })
    return () => listening.abort()
  }, [video, bar])
}
