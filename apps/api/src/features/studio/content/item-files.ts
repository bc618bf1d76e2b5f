import type { CaptionsFile, Chapter } from '../../../ports/transcoder.ts'
import type { AddedSound, Sources } from '../jobs/source-queries.ts'

/** One file that an item is made from. */
export type ItemFile =
  | { purpose: 'media'; key: string; durationSeconds: number | null; kind: 'video' | 'audio' }
  | { purpose: 'picture'; key: string }
  | ({ purpose: 'captions' } & CaptionsFile)
  | ({ purpose: 'sound' } & AddedSound)
  /** `given`: in the place of those in the media; null for those. */
  | { purpose: 'chapters'; given: Chapter[] | null; shown: Chapter[] }

/** The language is that of captions and sounds. */
interface Which {
  purpose: ItemFile['purpose']
  language: string | null
}

interface Shown {
  chapters: Chapter[]
  content_type: 'video' | 'audio'
}

/** A file that an item is made from; undefined where it has none of this purpose. */
export function presentFile(sources: Sources, shown: Shown, { purpose, language }: Which): ItemFile | undefined {
  const { sourceKey, durationSeconds, pictureKey, captions, sounds, chapters } = sources
  switch (purpose) {
    case 'media':
      return sourceKey === null ? undefined : { purpose, key: sourceKey, durationSeconds, kind: shown.content_type }
    case 'picture':
      return pictureKey === null ? undefined : { purpose, key: pictureKey }
    case 'captions': {
      const file = captions.find((one) => one.language === language)
      return file && { purpose, ...file }
    }
    case 'sound': {
      const file = sounds.find((one) => one.language === language)
      return file && { purpose, ...file }
    }
    case 'chapters':
      return shown.chapters.length === 0 ? undefined : { purpose, given: chapters, shown: shown.chapters }
  }
}

/** What an item is made from without a file. Media are replaced, and never removed. */
export function withoutFile(sources: Sources, file: Exclude<ItemFile, { purpose: 'media' }>): Sources {
  const others = <One extends { language: string }>(all: One[], language: string) =>
    all.filter((one) => one.language !== language)
  switch (file.purpose) {
    case 'picture':
      return { ...sources, pictureKey: null }
    case 'captions':
      return { ...sources, captions: others(sources.captions, file.language) }
    case 'sound':
      return { ...sources, sounds: others(sources.sounds, file.language) }
    case 'chapters':
      return { ...sources, chapters: [] }
  }
}

/** What an item is made from with a file, in the place of the one that it has. */
export function withFile(sources: Sources, file: ItemFile): Sources {
  switch (file.purpose) {
    case 'media':
      return withMedia(sources, file)
    case 'picture':
      return { ...sources, pictureKey: file.key }
    case 'captions': {
      const { purpose: _, ...captions } = file
      return { ...sources, captions: [...withoutFile(sources, file).captions, captions] }
    }
    case 'sound': {
      const { purpose: _, ...sound } = file
      return { ...sources, sounds: [...withoutFile(sources, file).sounds, sound] }
    }
    case 'chapters':
      return { ...sources, chapters: file.given }
  }
}

/** Chapters that were removed were of other media. */
export function withMedia(
  sources: Sources,
  { key, durationSeconds }: { key: string; durationSeconds: number | null },
): Sources {
  const chapters = sources.chapters?.length === 0 ? null : sources.chapters
  return { ...sources, sourceKey: key, durationSeconds, chapters }
}

/** Its key in the object store; null of chapters, which were read from their file. */
export function keyOf(file: ItemFile): string | null {
  return file.purpose === 'chapters' ? null : file.key
}
