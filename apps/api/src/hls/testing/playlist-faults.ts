import { type Attributes, readAttributes } from './attributes.ts'

interface Item {
  tag: string
  value: string
  /** The line after a tag that wants one. */
  uri: string
}

interface Media {
  targetSeconds: number
  type: string
  segments: { seconds: number; bytes: Uint8Array }[]
}

const MASTER_TAGS = ['EXT-X-MEDIA', 'EXT-X-STREAM-INF', 'EXT-X-I-FRAME-STREAM-INF', 'EXT-X-SESSION-DATA']
const MEDIA_TAGS = ['EXT-X-TARGETDURATION', 'EXT-X-MEDIA-SEQUENCE', 'EXT-X-PLAYLIST-TYPE', 'EXTINF', 'EXT-X-ENDLIST']
const BOTH_TAGS = ['EXTM3U', 'EXT-X-VERSION', 'EXT-X-INDEPENDENT-SEGMENTS', 'EXT-X-START']
const WITH_URI = ['EXTINF', 'EXT-X-STREAM-INF']

/**
 * Reads an item from its master playlist on, to the last segment, as strictly as RFC 8216 is written.
 *
 * @param read gives the bytes at an absolute address.
 * @returns what is against it, a sentence each; nothing for what is right.
 */
export async function playlistFaults(masterUrl: string, read: (url: string) => Promise<Uint8Array>): Promise<string[]> {
  const faults: string[] = []
  const master = itemsOf(await read(masterUrl), masterUrl, [...BOTH_TAGS, ...MASTER_TAGS], faults)
  const lists = new Map<string, Media>()
  const mediaAt = async (uri: string) => {
    const url = new URL(uri, masterUrl).href
    const known = lists.get(url) ?? (await mediaOf(url, read, faults))
    lists.set(url, known)
    return known
  }
  const groups = master.filter(({ tag }) => tag === 'EXT-X-MEDIA').map(({ value }) => attributesOf(value, faults))
  checkGroups(groups, faults)
  for (const { value, uri } of master.filter(({ tag }) => tag === 'EXT-X-STREAM-INF')) {
    const attributes = attributesOf(value, faults)
    const beside = await heaviestBeside(attributes, groups, mediaAt)
    const media = await mediaAt(uri)
    checkVariant(attributes, groups, { peak: peakOf(media) + beside, mean: meanOf(media) }, faults)
  }
  for (const group of groups) if (group.has('URI')) await mediaAt(group.get('URI') ?? '')
  const kinds = new Set([...lists.values()].map(({ targetSeconds, type }) => `${type} of ${targetSeconds} s`))
  // 6.2.4
  if (kinds.size > 1) faults.push(`playlists differ in type and target duration: ${[...kinds].join(', ')}`)
  return faults
}

/** 4.1: the tags of a playlist in their order. */
function itemsOf(bytes: Uint8Array, url: string, allowed: string[], faults: string[]): Item[] {
  const name = new URL(url).pathname.split('/').at(-1)
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  if (!/^#EXTM3U\r?\n/.test(text)) faults.push(`${name} does not begin with #EXTM3U`)
  if (/[^\P{Cc}\r\n]/u.test(text)) faults.push(`${name} has control characters`)
  const items: Item[] = []
  let wanting: Item | undefined
  for (const line of text.split(/\r?\n/)) {
    const [, tag = '', value = ''] = /^#(EXT[A-Z0-9-]*)(?::(.*))?$/.exec(line) ?? []
    if (tag !== '') {
      if (!allowed.includes(tag)) faults.push(`${name} has ${tag}, which does not belong there`)
      if (wanting) faults.push(`${name}: a URI is missing before ${line}`)
      items.push({ tag, value, uri: '' })
      wanting = WITH_URI.includes(tag) ? items.at(-1) : undefined
    } else if (line !== '' && !line.startsWith('#')) {
      if (wanting) wanting.uri = line
      else faults.push(`${name}: nothing is said of ${line}`)
      wanting = undefined
    }
  }
  if (wanting) faults.push(`${name} ends before a URI`)
  for (const once of [...BOTH_TAGS, ...MEDIA_TAGS].filter((tag) => tag !== 'EXTINF')) {
    if (items.filter(({ tag }) => tag === once).length > 1) faults.push(`${name} has ${once} twice`)
  }
  return items
}

async function mediaOf(url: string, read: (url: string) => Promise<Uint8Array>, faults: string[]): Promise<Media> {
  const items = itemsOf(await read(url), url, [...BOTH_TAGS, ...MEDIA_TAGS], faults)
  const path = new URL(url).pathname
  const fault = (words: string) => faults.push(`${path.split('/').at(-1)}: ${words}`)
  const textOf = (wanted: string) => items.find(({ tag }) => tag === wanted)?.value ?? ''
  const targetSeconds = Number(textOf('EXT-X-TARGETDURATION'))
  if (!/^\d+$/.test(textOf('EXT-X-TARGETDURATION'))) fault('no target duration')
  if (!(Number(textOf('EXT-X-VERSION')) >= 3)) fault('durations with fractions need version 3')
  const infs = items.filter(({ tag }) => tag === 'EXTINF')
  if (items.findIndex(({ tag }) => tag === 'EXTINF') < items.findIndex(({ tag }) => tag === 'EXT-X-MEDIA-SEQUENCE'))
    fault('a sequence number behind a segment')
  const segments = infs.map(async ({ value, uri }) => {
    const [, seconds = 'NaN'] = /^(\d+(?:\.\d+)?),/.exec(value) ?? []
    if (!(Math.round(Number(seconds)) <= targetSeconds)) fault(`${uri} lasts ${seconds} of ${targetSeconds} s`)
    const bytes = await read(new URL(uri, url).href)
    const isTransportStream = bytes[0] === 0x47 && bytes.length % 188 === 0
    // 3.5
    const isWebVtt = /^WEBVTT\r?\nX-TIMESTAMP-MAP=MPEGTS:\d+,LOCAL:\d\d:\d\d:\d\d\.\d{3}\r?\n/.test(
      Buffer.from(bytes.subarray(0, 100)).toString(),
    )
    if (!isTransportStream && !isWebVtt) fault(`${uri} is neither a transport stream nor WebVTT with its clock`)
    return { seconds: Number(seconds), bytes }
  })
  if (infs.length === 0) fault('no segments')
  return { targetSeconds, type: textOf('EXT-X-PLAYLIST-TYPE'), segments: await Promise.all(segments) }
}

/** 4.3.4.1 and 4.3.4.1.1 */
function checkGroups(groups: Attributes[], faults: string[]): void {
  const seen = new Set<string>()
  const once = (what: string) => {
    if (seen.has(what)) faults.push(`twice in one group: ${what}`)
    seen.add(what)
  }
  for (const track of groups) {
    const [type, group, name] = ['TYPE', 'GROUP-ID', 'NAME'].map((key) => track.get(key))
    if (!type || !group || !name) faults.push('EXT-X-MEDIA without type, group or name')
    if (type === 'SUBTITLES' && !track.has('URI')) faults.push(`${name}: subtitles without a URI`)
    if (type !== 'SUBTITLES' && track.has('FORCED')) faults.push(`${name}: only subtitles can be forced`)
    if (track.get('DEFAULT') === 'YES' && track.get('AUTOSELECT') === 'NO')
      faults.push(`${name}: default, not selected`)
    once(`${type} ${group} name ${name}`)
    if (track.get('DEFAULT') === 'YES') once(`${type} ${group} default`)
    const traits = ['LANGUAGE', 'ASSOC-LANGUAGE', 'FORCED', 'CHARACTERISTICS'].map((key) => track.get(key))
    if (track.get('AUTOSELECT') === 'YES') once(`${type} ${group} selected by ${traits.join()}`)
  }
}

/** 4.3.4.2 and 4.3.4.2.1 */
function checkVariant(
  variant: Attributes,
  groups: Attributes[],
  { peak, mean }: { peak: number; mean: number },
  faults: string[],
): void {
  if (!variant.has('CODECS')) faults.push('a variant without codecs')
  const bandwidth = Number(variant.get('BANDWIDTH') ?? 'NaN')
  const average = Number(variant.get('AVERAGE-BANDWIDTH') ?? bandwidth)
  if (!(Math.floor(mean) <= average && average <= bandwidth))
    faults.push(`a mean of ${Math.round(mean)} bit/s in a variant of ${average}, at most ${bandwidth}`)
  if (!(Math.floor(peak) <= bandwidth)) faults.push(`a peak of ${Math.round(peak)} bit/s in a variant of ${bandwidth}`)
  for (const type of ['AUDIO', 'SUBTITLES']) {
    const group = variant.get(type)
    const exists = groups.some((track) => track.get('TYPE') === type && track.get('GROUP-ID') === group)
    if (group !== undefined && !exists) faults.push(`a variant with ${type} of a group that is not there: ${group}`)
  }
}

async function heaviestBeside(
  variant: Attributes,
  groups: Attributes[],
  mediaAt: (uri: string) => Promise<Media>,
): Promise<number> {
  let sum = 0
  for (const type of ['AUDIO', 'SUBTITLES']) {
    const group = groups.filter((track) => track.get('TYPE') === type && track.get('GROUP-ID') === variant.get(type))
    const uris = group.flatMap((track) => track.get('URI') ?? [])
    sum += Math.max(0, ...(await Promise.all(uris.map(async (uri) => peakOf(await mediaAt(uri))))))
  }
  return sum
}

/** The peak of any row of segments that lasts between half and one and a half target durations. Bits per second. */
function peakOf({ segments, targetSeconds }: Media): number {
  const rates = segments.flatMap((_, first) => {
    let [seconds, bits] = [0, 0]
    return segments.slice(first, first + 4).map((segment) => {
      seconds += segment.seconds
      bits += segment.bytes.length * 8
      return seconds >= targetSeconds / 2 && seconds <= targetSeconds * 1.5 ? bits / seconds : 0
    })
  })
  return Math.max(0, ...rates)
}

function meanOf({ segments }: Media): number {
  const seconds = segments.reduce((sum, segment) => sum + segment.seconds, 0)
  return segments.reduce((sum, { bytes }) => sum + bytes.length * 8, 0) / seconds
}

function attributesOf(list: string, faults: string[]): Attributes {
  try {
    return readAttributes(list)
  } catch (error) {
    faults.push(String(error))
    return new Map()
  }
}
