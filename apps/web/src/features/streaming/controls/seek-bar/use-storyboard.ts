import { useEffect, useRef, useState } from 'react'
import type { PlaybackControls } from '../../use-playback.ts'
import { openSheets, type Sheets, tileAt } from './storyboard.ts'

/** A picture on a sheet, as a background of CSS. */
export interface Tile {
  address: string
  column: number
  row: number
}

export interface StoryboardControl {
  columns: number
  /** Width by height. */
  aspectRatio: number
  /** The picture for a moment; null while it is on its way. */
  at: (seconds: number) => Tile | null
}

/** The small pictures of what plays; null where it has none. */
export function useStoryboard({
  stream,
  signed,
}: Pick<PlaybackControls, 'stream' | 'signed'>): StoryboardControl | null {
  const storyboard = stream?.storyboard ?? null
  const sheets = useRef<Sheets>(null)
  const [, setLoaded] = useState(0)
  useEffect(() => {
    // Whoever holds the pictures keeps them in the browser's memory.
    const pictures: HTMLImageElement[] = []
    sheets.current =
      storyboard &&
      openSheets({
        addresses: storyboard.sheets,
        sign: signed,
        load: (address) => {
          const picture = new Image()
          pictures.push(picture)
          picture.src = address
          return picture.decode()
        },
        onLoaded: () => setLoaded((count) => count + 1),
      })
    return () => {
      sheets.current = null
      pictures.length = 0
    }
  }, [storyboard, signed])
  if (!storyboard) return null
  return {
    columns: storyboard.columns,
    aspectRatio: storyboard.tile_width / storyboard.tile_height,
    at: (seconds) => {
      const { sheet, ...place } = tileAt(storyboard, seconds)
      const address = sheets.current?.loaded(sheet)
      return address ? { address, ...place } : null
    },
  }
}
