import type { Report, Track } from './report.ts'

/** What of a file is transcoded. */
export interface Choice {
  picture: Track | null
  sound: Track | null
  /** What is not, a sentence each. */
  leftOut: string[]
}

/** The default picture and the default sound; a commentary only where there is nothing else. */
export function chooseTracks({ tracks }: Report): Choice {
  const picture = preferred(tracks.filter(({ kind, isPicture }) => kind === 'video' && !isPicture))
  const sounds = tracks.filter(({ kind }) => kind === 'audio')
  const subtitles = tracks.filter(({ kind }) => kind === 'subtitle')
  const leftOut: string[] = []
  if (sounds.length > 1) leftOut.push(`It has ${sounds.length} sound tracks${languagesOf(sounds)}: one is played.`)
  if (subtitles.length > 0) leftOut.push(`It has embedded subtitles${languagesOf(subtitles)}: they are not shown yet.`)
  return { picture, sound: preferred(sounds), leftOut }
}

function preferred(tracks: Track[]): Track | null {
  const primary = tracks.filter(({ isSecondary }) => !isSecondary)
  return primary.find(({ isDefault }) => isDefault) ?? primary[0] ?? tracks[0] ?? null
}

function languagesOf(tracks: Track[]): string {
  const languages = [...new Set(tracks.map(({ language }) => language))].filter((language) => language !== null)
  return languages.length > 0 ? ` (${languages.join(', ')})` : ''
}
