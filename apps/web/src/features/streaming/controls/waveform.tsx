import { type CSSProperties, type RefObject, useEffect, useRef } from 'react'
import styles from './waveform.module.css'

interface WaveformProps {
  url: string
  video: RefObject<HTMLVideoElement | null>
}

/** The shape of the sound above the time line, filled as far as it has been played. */
export function Waveform({ url, video }: WaveformProps) {
  const strip = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = video.current
    if (!element) return
    const draw = () =>
      strip.current?.style.setProperty('--played', `${(100 * element.currentTime) / (element.duration || 1)}%`)
    element.addEventListener('timeupdate', draw)
    return () => element.removeEventListener('timeupdate', draw)
  }, [video])
  return (
    <div
      ref={strip}
      className={styles.waveform}
      style={{ '--shape': `url("${url}")` } as CSSProperties}
      aria-hidden="true"
    />
  )
}
