/** When a track plays, in seconds after the start of the file, whatever time that start has. */
export interface Span {
  startSeconds: number
  endSeconds: number
  /** The median between two packets in the order in which they are shown; null for less than two. */
  stepSeconds: number | null
}

/** The step is measured on so many packets. */
const STEP_SAMPLE = 1_000

interface Track extends Span {
  times: number[]
}

/**
 * Reads ffmpeg's `framecrc` lines (`track, dts, pts, duration, size, checksum`, in units of the track's `#tb` line), cut
 * into pieces anywhere. `spans` tells what was heard of each output track: nothing of one without packets.
 */
export function packetReader(): { take(piece: string): void; spans(): Map<number, Span> } {
  const secondsPerTick = new Map<number, number>()
  const tracks = new Map<number, Track>()
  let unfinished = ''
  return {
    take(piece) {
      const lines = (unfinished + piece).split('\n')
      unfinished = lines.pop() ?? ''
      for (const line of lines) {
        const base = /^#tb (\d+): (\d+)\/(\d+)$/.exec(line)
        if (base) secondsPerTick.set(Number(base[1]), Number(base[2]) / Number(base[3]))
        else takePacket(tracks, secondsPerTick, line)
      }
    },
    spans: () => new Map([...tracks].map(([index, track]) => [index, spanOf(track)])),
  }
}

function takePacket(tracks: Map<number, Track>, secondsPerTick: Map<number, number>, line: string): void {
  const [index, dts = Number.NaN, pts = Number.NaN, duration = 0] = line.split(',', 4).map(Number)
  const tick = secondsPerTick.get(index ?? -1)
  if (index === undefined || tick === undefined) return
  const start = (Number.isSafeInteger(pts) ? pts : dts) * tick
  if (!Number.isSafeInteger(dts) && !Number.isSafeInteger(pts)) return
  // A negative duration is printed as one of four thousand million ticks.
  const end = start + (duration < 2 ** 31 ? duration : 0) * tick
  const track = tracks.get(index)
  if (!track) {
    tracks.set(index, { startSeconds: start, endSeconds: end, stepSeconds: null, times: [start] })
    return
  }
  track.startSeconds = Math.min(track.startSeconds, start)
  track.endSeconds = Math.max(track.endSeconds, end)
  if (track.times.length < STEP_SAMPLE) track.times.push(start)
}

function spanOf({ startSeconds, endSeconds, times }: Track): Span {
  const shown = times.toSorted((a, b) => a - b)
  const steps = shown.slice(1).map((time, at) => time - (shown[at] ?? 0))
  const stepSeconds = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? null
  return { startSeconds, endSeconds, stepSeconds }
}
