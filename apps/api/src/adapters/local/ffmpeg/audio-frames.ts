const FRAMES_IN_A_ROW = 4

const MP3_KBPS = {
  1: [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  2: [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
const MP3_HZ = [44_100, 48_000, 32_000]

/** Whether several frames of MP3 or ADTS (which carries AAC) follow each other from here: one sync word may be chance. */
export function frameSequenceAt(bytes: Buffer, start: number): 'mp3' | 'aac' | null {
  for (const [container, sizeAt] of [['mp3', mp3FrameBytes] as const, ['aac', adtsFrameBytes] as const]) {
    let at = start
    let frames = 0
    while (frames < FRAMES_IN_A_ROW) {
      const size = sizeAt(bytes, at)
      if (size === null) break
      frames += 1
      at += size
    }
    if (frames === FRAMES_IN_A_ROW) return container
  }
  return null
}

/** The size of a frame of MPEG audio layer III from its header (ISO/IEC 11172-3, 2.4.1.3). */
function mp3FrameBytes(bytes: Buffer, at: number): number | null {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3)
  if (first !== 0xff || (second & 0xe6) !== 0xe2) return null
  const version = (second >> 3) & 3
  const kbps = MP3_KBPS[version === 3 ? 1 : 2][third >> 4]
  const hz = MP3_HZ[(third >> 2) & 3]
  if (version === 1 || !kbps || !hz) return null
  const padding = (third >> 1) & 1
  return version === 3 ? Math.floor((144_000 * kbps) / hz) + padding : framesOfHalfRate(kbps, hz, version) + padding
}

/** MPEG 2 halves the sample rates, MPEG 2.5 halves them again; a frame is half as long. */
function framesOfHalfRate(kbps: number, hz: number, version: number): number {
  return Math.floor((72_000 * kbps) / (version === 2 ? hz / 2 : hz / 4))
}

/** The size of an ADTS frame from its header (ISO/IEC 14496-3, 1.A.2.2). */
function adtsFrameBytes(bytes: Buffer, at: number): number | null {
  const [first = 0, second = 0, , fourth = 0, fifth = 0, sixth = 0] = bytes.subarray(at, at + 6)
  if (first !== 0xff || (second & 0xf6) !== 0xf0) return null
  const size = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5)
  return size > 7 ? size : null
}
