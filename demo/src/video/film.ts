/**
 * A film made of one loop of frames. `draw` fills a planar 4:2:0 frame (BT.709, limited range; width and height even):
 * every luma sample row by row, then both chroma planes of half the size.
 */
export type Film = {
  width: number
  height: number
  framesPerSecond: number
  framesInLoop: number
  draw: (frame: Uint8Array, index: number) => void
}

/** Bytes of one planar 4:2:0 frame. */
export function frameBytes({ width, height }: Film): number {
  return (width * height * 3) / 2
}
