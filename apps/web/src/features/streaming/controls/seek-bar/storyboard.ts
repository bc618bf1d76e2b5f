import type { Storyboard } from '@better-and-bliss/sdk'

/** Where the picture for `seconds` lies; the last one for whatever is later. */
export function tileAt(
  { sheets, columns, rows, interval_seconds }: Storyboard,
  seconds: number,
): { sheet: number; column: number; row: number } {
  const last = sheets.length * columns * rows - 1
  const index = Math.min(Math.max(Math.floor(seconds / interval_seconds), 0), last)
  const onSheet = index % (columns * rows)
  return {
    sheet: Math.floor(index / (columns * rows)),
    column: onSheet % columns,
    row: Math.floor(onSheet / columns),
  }
}

export interface Sheets {
  /** The address of a sheet that has been loaded; undefined as long as it has not, which begins it. */
  loaded(sheet: number): string | undefined
}

interface SheetsParts {
  addresses: readonly string[]
  /** The address as it may be asked for now. */
  sign: (address: string) => Promise<string>
  /** Fetches a picture into the browser's memory, where its address finds it again. */
  load: (address: string) => Promise<unknown>
  onLoaded: () => void
}

/**
 * Loads each sheet when it is first looked at, with a token of that moment, and never again: what was loaded is shown for
 * as long as the page is there. What failed is tried again when it is looked at again.
 */
export function openSheets({ addresses, sign, load, onLoaded }: SheetsParts): Sheets {
  /** Null while it is on its way. */
  const known = new Map<number, string | null>()

  async function begin(sheet: number, address: string): Promise<void> {
    known.set(sheet, null)
    try {
      const signed = await sign(address)
      await load(signed)
      known.set(sheet, signed)
      onLoaded()
    } catch {
      known.delete(sheet)
    }
  }

  return {
    loaded: (sheet) => {
      const address = known.get(sheet)
      if (address !== undefined) return address ?? undefined
      const wanted = addresses[sheet]
      if (wanted !== undefined) void begin(sheet, wanted)
      return undefined
    },
  }
}
