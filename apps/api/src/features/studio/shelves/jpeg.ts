interface Jpeg {
  width: number
  height: number
  /** Without what cameras and programs wrote beside the picture: where and by whom it was taken. */
  bytes: Buffer
}

const MARKER = 0xff
const START = 0xd8
const END = 0xd9
const SCAN = 0xda
/** A baseline or a progressive picture, as every browser shows. */
const FRAMES = [0xc0, 0xc1, 0xc2]
/** JFIF's and Adobe's, which say how colours are meant. */
const NEEDED_APPS = [0xe0, 0xee]

/**
 * @returns null where the bytes are no whole JPEG. What lies within the scans is left to who shows it. Telephones put further
 * pictures and films behind the end, with remarks of their own: these are left out.
 */
export function readJpeg(file: Buffer): Jpeg | null {
  if (file[0] !== MARKER || file[1] !== START) return null
  const kept = [file.subarray(0, 2)]
  let size: Pick<Jpeg, 'width' | 'height'> | null = null
  let hasScan = false
  let at = 2
  while (at + 2 <= file.length && file[at] === MARKER) {
    const marker = file[at + 1] ?? 0
    if (marker === END)
      return size && hasScan ? { ...size, bytes: Buffer.concat([...kept, file.subarray(at, at + 2)]) } : null
    const segmentEnd = endOfSegment(file, at)
    if (segmentEnd === null) return null
    if (FRAMES.includes(marker)) {
      if (size || segmentEnd < at + 9) return null
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) }
    }
    if (marker === SCAN) hasScan = true
    const end = marker === SCAN ? endOfScan(file, segmentEnd) : segmentEnd
    if (!isRemark(marker)) kept.push(file.subarray(at, end))
    at = end
  }
  return null
}

/** @returns null where it says that it is longer than the file, or shorter than its own length. */
function endOfSegment(file: Buffer, at: number): number | null {
  if (at + 4 > file.length) return null
  const end = at + 2 + file.readUInt16BE(at + 2)
  return end > file.length || end < at + 4 ? null : end
}

/** Where the next marker is: in a scan there are none but those to begin anew at, and a byte 0xff is followed by 0. */
function endOfScan(file: Buffer, from: number): number {
  let at = file.indexOf(MARKER, from)
  while (at >= 0 && isWithinScan(file[at + 1])) at = file.indexOf(MARKER, at + 1)
  return at < 0 ? file.length : at
}

function isWithinScan(next: number | undefined): boolean {
  return next === 0 || next === MARKER || (next !== undefined && next >= 0xd0 && next <= 0xd7)
}

/** An application's own words, or a comment. */
function isRemark(marker: number): boolean {
  return (marker >= 0xe0 && marker <= 0xef && !NEEDED_APPS.includes(marker)) || marker === 0xfe
}
