import { useEffect, useState } from 'react'
import { type Peaks, peaksIn, raised } from './peaks.ts'

/** The peaks of a waveform; null until they are there, and where there is none. */
export function usePeaks(url: string | null): Peaks | null {
  const [peaks, setPeaks] = useState<Peaks | null>(null)
  useEffect(() => {
    if (!url) return
    const over = new AbortController()
    // Without it there is a plain time line.
    readPeaks(url, over.signal).then(setPeaks, () => {})
    return () => over.abort()
  }, [url])
  return peaks
}

async function readPeaks(url: string, signal: AbortSignal): Promise<Peaks> {
  const picture = await createImageBitmap(isKept(url) ? blobOf(url) : await fetchBlob(url, signal))
  const canvas = document.createElement('canvas')
  canvas.width = picture.width
  canvas.height = picture.height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('There is no canvas')
  context.drawImage(picture, 0, 0)
  picture.close()
  return raised(peaksIn(context.getImageData(0, 0, canvas.width, canvas.height)))
}

/** Of a download: our policy lets pages show such addresses, and fetch none. */
function isKept(url: string): boolean {
  return url.startsWith('data:')
}

function blobOf(url: string): Blob {
  const text = atob(url.slice(url.indexOf(',') + 1))
  return new Blob([Uint8Array.from(text, (character) => character.charCodeAt(0))])
}

async function fetchBlob(url: string, signal: AbortSignal): Promise<Blob> {
  const answer = await fetch(url, { signal })
  if (!answer.ok) throw new Error(`The waveform was answered with ${answer.status}`)
  return answer.blob()
}
