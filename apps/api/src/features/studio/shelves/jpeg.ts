interface Jpeg {
  width: number
  height: number
  /** Without what cameras and programs wrote beside the picture: where and by whom it was taken. */
  bytes: Buffer
}

const MARKER = 0xff
const START = 0xd8
const SCAN = 0xda
/** A baseline or a progressive picture, as every browser shows. */
const FRAMES = [0xc0, 0xc1, 0xc2]
/** JFIF's and Adobe's, which say how colours are meant. */
const NEEDED_APPS = [0xe0, 0xee]

/** @returns null where the bytes are no JPEG. What lies within the scans is left to who shows it. */
export function readJpeg(file: Buffer): Jpeg | null {
  if (file[0] !== MARKER || file[1] !== START) return null
  const kept = [file.subarray(0, 2)]
  let size: Pick<Jpeg, 'width' | 'height'> | null = null
  let at = 2
  while (at + 4 <= file.length && file[at] === MARKER) {
    const marker = file[at + 1] ?? 0
    const end = at + 2 + file.readUInt16BE(at + 2)
    if (end > file.length || end < at + 4) return null
    if (marker === SCAN) return size && { ...size, bytes: Buffer.concat([...kept, file.subarray(at)]) }
    if (FRAMES.includes(marker)) {
      if (end < at + 9) return null
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) }
    }
    if (!isRemark(marker)) kept.push(file.subarray(at, end))
    at = end
  }
  return null
}

/** An application's own words, or a comment. */
function isRemark(marker: number): boolean {
  return (marker >= 0xe0 && marker <= 0xef && !NEEDED_APPS.includes(marker)) || marker === 0xfe
}
