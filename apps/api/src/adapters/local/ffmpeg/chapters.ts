import type { Chapter } from '../../../ports/transcoder.ts'
import { type ProbedFile, probe } from './probe.ts'
import { endOf } from './run.ts'

const MAX_CHAPTERS = 200
const MAX_TITLE_CHARACTERS = 200
/** What is far longer than so many titles is no table of contents. */
const MAX_METADATA_CHARACTERS = 1_000_000

/** The chapters that a file names, in their order. */
export async function readChapters(file: ProbedFile, durationSeconds: number): Promise<Chapter[]> {
  let metadata = ''
  await endOf(probe(file, [], ['-f', 'ffmetadata', 'pipe:1']), (piece) => {
    if (metadata.length < MAX_METADATA_CHARACTERS) metadata += piece
  })
  return chaptersIn(metadata).filter(({ startSeconds }) => startSeconds < durationSeconds)
}

/** Reads the chapters, one at each time, of ffmpeg's metadata format: sections of `key=value` lines, in which a backslash stands before `=`, `;`, `#`, itself and the end of a line. */
export function chaptersIn(metadata: string): Chapter[] {
  const [, ...sections] = metadata.split(/^\[CHAPTER\]$/m)
  const chapters = sections.slice(0, MAX_CHAPTERS).map((section, index) => {
    const value = (key: string) => new RegExp(`^${key}=((?:[^\\\\\\n]|\\\\[\\s\\S])*)$`, 'm').exec(section)?.[1] ?? ''
    const [numerator = 1, denominator = 1000] = value('TIMEBASE').split('/').map(Number)
    const startSeconds = Math.max(0, (Number(value('START')) * numerator) / denominator)
    return {
      title: titleOf(value('title')) || `Chapter ${index + 1}`,
      startSeconds: Math.round(startSeconds * 10) / 10,
    }
  })
  const inOrder = chapters
    .filter(({ startSeconds }) => Number.isFinite(startSeconds))
    .toSorted((a, b) => a.startSeconds - b.startSeconds)
  // A part begins with its first chapter, which comes behind it and says more.
  return inOrder.filter(({ startSeconds }, index) => inOrder[index + 1]?.startSeconds !== startSeconds)
}

/** One line, without what directs a terminal or the writing. */
function titleOf(escaped: string): string {
  const plain = escaped.replace(/\\([\s\S])/g, '$1').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
  return plain.trim().slice(0, MAX_TITLE_CHARACTERS).toWellFormed()
}
