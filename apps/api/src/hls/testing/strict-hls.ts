import type { ObjectStore } from '@better-and-bliss/object-store'
import { mediaHeaders, mediaKey, parseMediaPath } from '@better-and-bliss/stream-token'
import { avcCodec } from '../playlists.ts'
import { type Line, readAttributes, readLines } from './playlist-lines.ts'

type Say = (problem: string) => void

interface Segment {
  durationSeconds: number
  bytes: number
  key: string
}

/**
 * Holds what was made of an item against RFC 8216 and what our players and edges rely on: each playlist, that all it names is there
 * under an address that the edge knows, and that it says the truth of it.
 *
 * @returns what is wrong, a sentence each.
 */
export async function problemsOfHls(store: ObjectStore, contentId: string): Promise<string[]> {
  const problems: string[] = []
  const sayOf = (file: string) => (problem: string) => void problems.push(`${file} ${problem}`)
  const say = sayOf('master.m3u8')
  const lines = readLines(await textOf(store, contentId, 'master.m3u8', say), 'master', say)
  const groups = checkGroups(lines, say)
  const cuts: string[] = []
  for (const [index, { tag, value, line }] of lines.entries()) {
    const next = lines[index + 1]
    if (tag === null && lines[index - 1]?.tag !== 'EXT-X-STREAM-INF') say(`line ${line} names nothing`)
    if (tag !== 'EXT-X-STREAM-INF') continue
    if (next?.tag !== null) say(`line ${line} is followed by no address`)
    const attributes = readAttributes(value, say)
    checkVariant(attributes, groups, say)
    const file = next?.value ?? ''
    const segments = await checkMedia(store, contentId, file, sayOf(file))
    checkRates(attributes, segments, sayOf(file))
    await checkCodecs(store, attributes, segments, sayOf(file))
    cuts.push(segments.map(({ durationSeconds }) => durationSeconds.toFixed(1)).join())
  }
  if (cuts.length === 0) say('names no variants')
  if (new Set(cuts).size > 1) say(`has variants that are cut differently: ${cuts.join(' / ')}`)
  for (const file of groups.files) await checkMedia(store, contentId, file, sayOf(file))
  return problems
}

/** `#EXT-X-MEDIA` (4.3.4.1). @returns the groups that there are, and the playlists that are named. */
function checkGroups(lines: Line[], say: Say): { names: Set<string>; files: string[] } {
  const names = new Set<string>()
  const members = new Set<string>()
  const defaults = new Set<string>()
  const files: string[] = []
  for (const { tag, value } of lines) {
    if (tag !== 'EXT-X-MEDIA') continue
    const attributes = readAttributes(value, say)
    const [type, group, name] = ['TYPE', 'GROUP-ID', 'NAME'].map((key) => attributes.get(key))
    if (!type || !group || !name) say(`has media without TYPE, GROUP-ID or NAME: ${value}`)
    const id = `${type}=${group}`
    if (members.has(`${id} ${name}`)) say(`has two media of one name: ${name}`)
    if (attributes.get('DEFAULT') === 'YES') {
      if (defaults.has(id)) say(`has two defaults in ${id}`)
      if (attributes.get('AUTOSELECT') === 'NO') say(`has a default that is not selected by itself: ${name}`)
      defaults.add(id)
    }
    names.add(id)
    members.add(`${id} ${name}`)
    const uri = attributes.get('URI')
    if (type === 'SUBTITLES' && !uri) say(`has captions without an address: ${name}`)
    if (uri) files.push(uri)
  }
  return { names, files }
}

/** `#EXT-X-STREAM-INF` (4.3.4.2) */
function checkVariant(attributes: Map<string, string>, { names }: { names: Set<string> }, say: Say): void {
  const [peak = '', mean = ''] = ['BANDWIDTH', 'AVERAGE-BANDWIDTH'].map((name) => attributes.get(name) ?? '')
  if (!/^[1-9]\d*$/.test(peak) || !/^[1-9]\d*$/.test(mean)) say(`has rates that are none: ${peak}, ${mean}`)
  if (Number(mean) > Number(peak)) say(`has a mean above its peak: ${mean}`)
  const codecs = attributes.get('CODECS') ?? ''
  if (!/^(?:avc1\.[0-9a-f]{6}(?:,mp4a\.40\.2)?|mp4a\.40\.2)$/.test(codecs)) say(`has codecs that are none: ${codecs}`)
  const isVideo = codecs.startsWith('avc1')
  if (isVideo !== /^\d+x\d+$/.test(attributes.get('RESOLUTION') ?? ''))
    say('has a picture without a size, or the reverse')
  if (isVideo !== /^\d+\.\d{3}$/.test(attributes.get('FRAME-RATE') ?? ''))
    say('has a picture without a rate, or the reverse')
  for (const type of ['AUDIO', 'SUBTITLES']) {
    const group = attributes.get(type)
    if (group !== undefined && !names.has(`${type}=${group}`)) say(`names a group that is not there: ${group}`)
  }
}

/** A media playlist (4.3.2, 4.3.3), complete. */
async function checkMedia(store: ObjectStore, contentId: string, file: string, say: Say): Promise<Segment[]> {
  const path = parseMediaPath(`/${mediaKey(contentId, file)}`)
  if (path?.kind !== 'playlist') say('is no address of a playlist at the edge')
  const lines = readLines(await textOf(store, contentId, file, say), 'media', say)
  const said = (tag: string) => lines.find((line) => line.tag === tag)?.value
  const target = Number(said('EXT-X-TARGETDURATION'))
  if (!Number.isInteger(target)) say('has no target duration')
  if (Number(said('EXT-X-VERSION')) < 3) say('has fractions of seconds below version 3')
  if (!['VOD', 'EVENT'].includes(said('EXT-X-PLAYLIST-TYPE') ?? '')) say('does not say its type')
  if (lines.at(-1)?.tag !== 'EXT-X-ENDLIST') say('has no end')
  const segments: Segment[] = []
  for (const [index, { tag, value, line }] of lines.entries()) {
    if (tag === null && lines[index - 1]?.tag !== 'EXTINF') say(`line ${line} has no duration`)
    if (tag !== 'EXTINF') continue
    if (!/^\d+\.\d+,$/.test(value)) say(`line ${line} is no duration: ${value}`)
    const durationSeconds = Number.parseFloat(value)
    if (Math.round(durationSeconds) > target) say(`line ${line} is longer than the target: ${value}`)
    const key = mediaKey(contentId, lines[index + 1]?.value)
    const named = parseMediaPath(`/${key}`)
    if (named?.kind !== 'segment') say(`names ${key}, which is no address of a segment at the edge`)
    if (named?.minHeight !== path?.minHeight) say(`names ${key}, which is of another rung`)
    const info = await store.head(key)
    if (!info) say(`names ${key}, which is not there`)
    segments.push({ durationSeconds, bytes: info?.size ?? 0, key })
  }
  if (segments.length === 0) say('names no segments')
  return segments
}

/** The peak is that of any run of segments of half to one and a half times the target (RFC 8216, 4.3.4.2). */
function checkRates(attributes: Map<string, string>, segments: Segment[], say: Say): void {
  const target = Math.max(...segments.map(({ durationSeconds }) => Math.round(durationSeconds)))
  const rate = (run: Segment[]) => (sum(run, 'bytes') * 8) / sum(run, 'durationSeconds')
  const runs = segments.flatMap((_, from) =>
    segments.slice(from, from + 3).map((__, more) => segments.slice(from, from + more + 1)),
  )
  const counting = runs.filter((run) => {
    const seconds = sum(run, 'durationSeconds')
    return seconds >= target / 2 && seconds <= target * 1.5
  })
  const peak = Math.floor(Math.max(...counting.map(rate)))
  if (Number(attributes.get('BANDWIDTH')) < peak) say(`has a peak of ${peak}, and says ${attributes.get('BANDWIDTH')}`)
  const mean = Math.floor(rate(segments))
  const told = Number(attributes.get('AVERAGE-BANDWIDTH'))
  if (told < mean) say(`has a mean of ${mean}, and says ${told}`)
}

function sum(run: Segment[], what: 'bytes' | 'durationSeconds'): number {
  return run.reduce((total, segment) => total + segment[what], 0)
}

async function checkCodecs(store: ObjectStore, attributes: Map<string, string>, segments: Segment[], say: Say) {
  const bytes = segments[0] && (await store.read(segments[0].key))
  const [told = ''] = (attributes.get('CODECS') ?? '').split(',')
  const is = (bytes && avcCodec(bytes)) ?? 'mp4a.40.2'
  if (told !== is) say(`is coded as ${is}, and says ${told}`)
}

async function textOf(store: ObjectStore, contentId: string, file: string, say: Say): Promise<string> {
  const key = mediaKey(contentId, file)
  const info = await store.head(key)
  if (!info) say('is not there')
  const { contentType, cacheControl } = mediaHeaders('x.m3u8')
  if (info?.contentType !== contentType || info.cacheControl !== cacheControl) say('is stored with other headers')
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode((await store.read(key)) ?? new Uint8Array())
}
