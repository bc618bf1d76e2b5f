import type { Chapter } from '@better-and-bliss/sdk'

/** The index of the chapter that `seconds` is in; -1 before the first. */
export function chapterAt(chapters: readonly Chapter[], seconds: number): number {
  return chapters.findLastIndex(({ start_seconds }) => start_seconds <= seconds)
}

/** From where to where each chapter goes, in seconds. What begins after the end is left out. */
export function chapterSpans(
  chapters: readonly Chapter[],
  durationSeconds: number,
): { title: string; startSeconds: number; endSeconds: number }[] {
  return chapters
    .filter(({ start_seconds }) => start_seconds < durationSeconds)
    .map(({ title, start_seconds }, index, all) => ({
      title,
      startSeconds: start_seconds,
      endSeconds: all[index + 1]?.start_seconds ?? durationSeconds,
    }))
}
