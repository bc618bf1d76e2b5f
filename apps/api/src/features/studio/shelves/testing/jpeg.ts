/** A segment of a JPEG: its marker, its length, what it says. */
export function segment(marker: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content)
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(bytes.length + 2, 2)
  return Buffer.concat([head, bytes])
}

/** The frame of a JPEG of this size; its scan shows nothing. */
export function jpeg({ width, height, remarks = [] }: { width: number; height: number; remarks?: Buffer[] }): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 1)
  frame.writeUInt16BE(width, 3)
  const scan = Buffer.concat([segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])), Buffer.from([0, 0xff, 0xd9])])
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xe0, 'JFIF\0'), ...remarks, segment(0xc0, frame), scan])
}
