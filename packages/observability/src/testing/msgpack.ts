/** Reads MessagePack as far as Datadog's protocol uses it. @throws RangeError where the bytes end too early, or are of another kind. */
export function decodeMsgpack(bytes: Uint8Array): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0

  const unsigned = (width: 1 | 2 | 4) => {
    const value = width === 1 ? view.getUint8(at) : width === 2 ? view.getUint16(at) : view.getUint32(at)
    at += width
    return value
  }
  const signed = (width: 1 | 2 | 4) => {
    const value = width === 1 ? view.getInt8(at) : width === 2 ? view.getInt16(at) : view.getInt32(at)
    at += width
    return value
  }
  const take = (length: number) => {
    if (at + length > bytes.byteLength) throw new RangeError('The bytes end too early')
    at += length
    return bytes.subarray(at - length, at)
  }
  const text = (length: number) => new TextDecoder().decode(take(length))
  const list = (length: number) => Array.from({ length }, read)
  const map = (length: number) => Object.fromEntries(Array.from({ length }, () => [String(read()), read()]))
  const after = <Value>(width: number, value: Value) => {
    at += width
    return value
  }

  const KINDS: Record<number, () => unknown> = {
    192: () => null,
    194: () => false,
    195: () => true,
    196: () => take(unsigned(1)),
    197: () => take(unsigned(2)),
    198: () => take(unsigned(4)),
    202: () => after(4, view.getFloat32(at)),
    203: () => after(8, view.getFloat64(at)),
    204: () => unsigned(1),
    205: () => unsigned(2),
    206: () => unsigned(4),
    207: () => after(8, view.getBigUint64(at)),
    208: () => signed(1),
    209: () => signed(2),
    210: () => signed(4),
    211: () => after(8, view.getBigInt64(at)),
    217: () => text(unsigned(1)),
    218: () => text(unsigned(2)),
    219: () => text(unsigned(4)),
    220: () => list(unsigned(2)),
    221: () => list(unsigned(4)),
    222: () => map(unsigned(2)),
    223: () => map(unsigned(4)),
  }

  function read(): unknown {
    const kind = unsigned(1)
    if (kind < 128) return kind
    if (kind < 144) return map(kind & 15)
    if (kind < 160) return list(kind & 15)
    if (kind < 192) return text(kind & 31)
    if (kind >= 224) return kind - 256
    const decode = KINDS[kind]
    if (!decode) throw new RangeError(`Kind ${kind} is not known`)
    return decode()
  }

  return read()
}
