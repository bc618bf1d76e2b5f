import { VIDEO_HEIGHTS, type VideoHeight, type VideoRung, videoRung } from '@better-and-bliss/stream-token'
import type { MediaFacts } from '../ports/transcoder.ts'

/** Segments of one duration in every rung, each beginning with a keyframe, let players switch without a seam. */
export const SEGMENT_SECONDS = 6
export const KEYFRAME_SECONDS = 2

export const AUDIO_KBPS = 128
export const AUDIO_HZ = 48_000

const VIDEO_KBPS: Record<VideoHeight, number> = { 360: 800, 480: 1400, 720: 2800, 1080: 5000 }

/** A rung may pass its rate for a moment, out of a buffer of one and a half seconds. */
export const PEAK_SHARE = 1.07
export const BUFFER_SECONDS = 1.5

const MAX_FRAME_RATE = 60
/** Slide shows are raised to it, so that keyframes can fall where segments begin. */
const MIN_FRAME_RATE = 10

export interface Rung {
  name: VideoRung
  width: number
  height: number
  videoKbps: number
}

export interface VideoPlan {
  /** Lightest first, never above the source. */
  rungs: [Rung, ...Rung[]]
  /** Constant, as ffmpeg reads it: `30000/1001`. */
  frameRate: string
}

/** What to make of a video. `facts` must be those of a video. */
export function planVideo(facts: MediaFacts): VideoPlan {
  const { width, height, frameRate } = facts
  if (width === null || height === null || frameRate === null) throw new TypeError('Only videos have a ladder')
  const shortSide = Math.min(width, height)
  const [lightest, ...others] = VIDEO_HEIGHTS
  const fit = (rung: VideoHeight): Rung => ({
    name: videoRung(rung),
    videoKbps: VIDEO_KBPS[rung],
    ...scaledTo(Math.min(rung, even(shortSide)), width, height),
  })
  const heavier = others.filter((rung) => rung <= shortSide)
  return { rungs: [fit(lightest), ...heavier.map(fit)], frameRate: constantRate(frameRate) }
}

/** x264's colour planes are half the size of the picture, so both sides have to be even. */
function scaledTo(shortSide: number, width: number, height: number): { width: number; height: number } {
  const scale = shortSide / Math.min(width, height)
  const longSide = Math.max(2, 2 * Math.round((Math.max(width, height) * scale) / 2))
  return width >= height ? { width: longSide, height: shortSide } : { width: shortSide, height: longSide }
}

const even = (size: number) => 2 * Math.floor(size / 2)

/** Rates above the cap are divided evenly, so that movement stays smooth: 120 becomes 60, 90 becomes 45. */
function constantRate(frameRate: number): string {
  const rate = Math.max(MIN_FRAME_RATE, frameRate / Math.ceil(frameRate / (MAX_FRAME_RATE + 0.01)))
  const ntsc = [24, 30, 48, 60].find((whole) => Math.abs(rate - (whole * 1000) / 1001) < whole / 5000)
  if (ntsc) return `${ntsc * 1000}/1001`
  return Math.abs(rate - Math.round(rate)) < 0.01 ? String(Math.round(rate)) : rate.toFixed(3)
}

/** Frames a second of `30000/1001`. */
export function rateOf(frameRate: string): number {
  const [numerator = 0, denominator = 1] = frameRate.split('/').map(Number)
  return Math.round((numerator / denominator) * 1000) / 1000
}
