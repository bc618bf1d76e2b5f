import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const TRUE_COLOUR = 2
const FILTER_UP = 2

/** Encodes 8-bit RGB rows as a PNG (ISO/IEC 15948) with the "up" filter, which suits vertical gradients. */
export function encodePng(rgb: Uint8Array, width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(8, 8)
  header.writeUInt8(TRUE_COLOUR, 9)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(filteredRows(rgb, width * 3, height), { level: 4 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function filteredRows(rgb: Uint8Array, rowBytes: number, height: number): Buffer {
  const rows = Buffer.alloc((rowBytes + 1) * height)
  for (let y = 0; y < height; y += 1) {
    const target = y * (rowBytes + 1)
    rows[target] = FILTER_UP
    for (let x = 0; x < rowBytes; x += 1) {
      const above = y === 0 ? 0 : (rgb[(y - 1) * rowBytes + x] ?? 0)
      rows[target + 1 + x] = (rgb[y * rowBytes + x] ?? 0) - above
    }
  }
  return rows
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const bytes = Buffer.alloc(body.length + 8)
  bytes.writeUInt32BE(data.length, 0)
  body.copy(bytes, 4)
  bytes.writeUInt32BE(crc32(body), body.length + 4)
  return bytes
}
