import { isIPv6 } from 'node:net'

/** A database in MaxMind's format (https://maxmind.github.io/MaxMind-DB/) of these networks, each with a record of its own. */
export function mmdb(networks: Record<string, Record<string, unknown>>): Buffer {
  const records = Object.values(networks).map(encode)
  const tree = new Tree()
  Object.keys(networks).forEach((network, index) => {
    tree.add(bitsOf(network), index)
  })
  const offsets = records.map((_, index) => Buffer.concat(records.slice(0, index)).length)
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_700_000_000,
    database_type: 'Test-Country',
    description: { en: 'for tests' },
    ip_version: 6,
    languages: ['en'],
    node_count: tree.nodes.length,
    record_size: 24,
  })
  const marker = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')
  return Buffer.concat([tree.bytes(offsets), Buffer.alloc(16), ...records, marker, metadata])
}

/** A node has a place for each bit: another node, a record, or nothing. */
type Place = { node: number } | { record: number } | null

class Tree {
  readonly nodes: [Place, Place][] = [[null, null]]

  add(bits: number[], record: number): void {
    let at = 0
    bits.forEach((bit, depth) => {
      const node = this.nodes[at] as [Place, Place]
      if (depth === bits.length - 1) node[bit] = { record }
      else at = this.#nodeBelow(node, bit)
    })
  }

  bytes(offsets: number[]): Buffer {
    const count = this.nodes.length
    const recordOf = (place: Place) => {
      if (place === null) return count
      return 'node' in place ? place.node : count + 16 + (offsets[place.record] as number)
    }
    const bytes = Buffer.alloc(count * 6)
    this.nodes.flat().forEach((place, index) => {
      bytes.writeUIntBE(recordOf(place), index * 3, 3)
    })
    return bytes
  }

  #nodeBelow(node: [Place, Place], bit: number): number {
    const place = node[bit] ?? { node: this.nodes.push([null, null]) - 1 }
    if (!('node' in place)) throw new Error('One network lies within another')
    node[bit] = place
    return place.node
  }
}

/** IPv4 lies below ::/96. */
function bitsOf(network: string): number[] {
  const [address = '', length = ''] = network.split('/')
  const bytes = isIPv6(address) ? groupsOf(address) : [...Array(12).fill(0), ...address.split('.').map(Number)]
  const bits = bytes.flatMap((byte) => [...byte.toString(2).padStart(8, '0')].map(Number))
  return bits.slice(0, Number(length) + (isIPv6(address) ? 0 : 96))
}

function groupsOf(address: string): number[] {
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const groups = [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail]
  return groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
}

function encode(value: unknown): Buffer {
  if (typeof value === 'string') return Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)])
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return Buffer.concat([control(6, 4), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([control(11, value.length), ...value.map(encode)])
  const entries = Object.entries(value as object)
  return Buffer.concat([control(7, entries.length), ...entries.flat().map(encode)])
}

/** Types above 7 stand in a second byte; no size here needs more than five bits. */
function control(type: number, size: number): Buffer {
  return type > 7 ? Buffer.from([size, type - 7]) : Buffer.from([(type << 5) | size])
}
