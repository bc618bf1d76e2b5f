import { type Chapter, MediaRefused } from '../../../ports/transcoder.ts'
import { CaptionsRefused, cueText, readCaptions } from '../../../text/webvtt.ts'

const MAX_CHAPTERS = 200
const MAX_TITLE_CHARACTERS = 200

/** Chapters as WebVTT says them: a cue each, its text the title. @param file what people call it. @throws MediaRefused */
export function chaptersOf(file: string, bytes: Uint8Array): Chapter[] {
  const cues = cuesOf(file, bytes).toSorted((a, b) => a.startTime - b.startTime)
  if (cues.length > MAX_CHAPTERS) {
    throw new MediaRefused(`${file} has ${cues.length} chapters; up to ${MAX_CHAPTERS} are taken.`)
  }
  return cues.map((cue) => ({ title: titleOf(cueText(cue)), startSeconds: Math.round(cue.startTime * 10) / 10 }))
}

function cuesOf(file: string, bytes: Uint8Array) {
  try {
    return readCaptions(bytes)
  } catch (error) {
    if (!(error instanceof CaptionsRefused)) throw error
    throw new MediaRefused(`The chapters in ${file} cannot be taken. ${error.message}`, { cause: error })
  }
}

/** @throws MediaRefused when a chapter begins after the end of what it belongs to. */
export function assertChaptersWithin(file: string, chapters: readonly Chapter[], durationSeconds: number): void {
  const late = chapters.find(({ startSeconds }) => startSeconds > durationSeconds)
  if (!late) return
  const [at, end] = [late.startSeconds, durationSeconds].map(Math.round)
  throw new MediaRefused(
    `${file} has a chapter, “${late.title}”, that begins after ${at} seconds; the media last ${end}. Does it belong to them?`,
  )
}

/** One line, without what directs the writing. */
function titleOf(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return Array.from(plain).slice(0, MAX_TITLE_CHARACTERS).join('')
}
