/** How high the sound is in each part of a title, 0 to 1, in order. */
export type Peaks = readonly number[]

/** What we need of the pixels of a picture. */
type Pixels = Pick<ImageData, 'width' | 'height' | 'data'>

/** So many bars the transcoder draws into each waveform, wherever there is room for one. */
const BARS = 160
/** Of the four bytes of a pixel the one that says whether something is drawn there. */
const ALPHA = 3
const OPAQUE = 128

/** Reads the bars of a waveform as the transcoder draws it: each fills the left of its own strip, from the middle outwards. */
export function peaksIn({ width, height, data }: Pixels): Peaks {
  const stripWidth = width / BARS
  return Array.from({ length: BARS }, (_, bar) => {
    const x = Math.floor((bar + 0.3) * stripWidth)
    let filled = 0
    for (let y = 0; y < height; y += 1) {
      if ((data[(y * width + x) * 4 + ALPHA] ?? 0) >= OPAQUE) filled += 1
    }
    return filled / height
  })
}

/** The same, as high as there is room: quiet sounds have a shape, too. */
export function raised(peaks: Peaks): Peaks {
  const highest = Math.max(...peaks)
  return highest > 0 ? peaks.map((peak) => peak / highest) : peaks
}

/** The same in fewer bars: each as high as the highest of those that it stands for. */
export function fewerPeaks(peaks: Peaks, count: number): Peaks {
  if (count >= peaks.length) return peaks
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count)
    const to = Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / count))
    return Math.max(...peaks.slice(from, to))
  })
}
