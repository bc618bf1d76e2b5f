import { open } from 'node:fs/promises'
import { type MediaFacts, MediaRefused } from '../../../ports/transcoder.ts'
import { frameSequenceAt } from './audio-frames.ts'

/** How ffmpeg must read a file: the names of its demuxers that we allow. */
const DEMUXERS = {
  mp4: 'mov',
  matroska: 'matroska',
  mpegts: 'mpegts',
  avi: 'avi',
  wav: 'wav',
  mp3: 'mp3',
  flac: 'flac',
  ogg: 'ogg',
  aac: 'aac',
} as const satisfies Record<MediaFacts['container'], string>

export type Container = keyof typeof DEMUXERS
export type Demuxer = (typeof DEMUXERS)[Container]

const HEAD_BYTES = 4096
/** Streams that were cut out of longer ones begin in the middle of a frame or packet, or with zeros. */
const SEARCHED_BYTES = 1 << 20
/** A transport stream, one with times before the packets (M2TS), one with checksums behind them. */
const TS_PACKET_BYTES = [188, 192, 204]
const TS_PACKETS_IN_A_ROW = 5

/**
 * Tells from its first bytes what a file is; its name and the type that a client claims mean nothing. What is not a
 * container that we take is refused, so that ffmpeg never gets to choose a demuxer: some of them open other files.
 *
 * @throws MediaRefused
 */
export async function sniffMedia(path: string): Promise<{ container: Container; demuxer: Demuxer }> {
  const head = await readHead(path)
  if (head.length === 0) throw new MediaRefused('This file is empty.')
  const container = containerOf(head) ?? (await containerBehindTag(path, head))
  if (container) return { container, demuxer: DEMUXERS[container] }
  return await sniffStream(path, head)
}

async function sniffStream(path: string, head: Buffer): Promise<{ container: Container; demuxer: Demuxer }> {
  const refusal = knownRefusal(head)
  const container = refusal ? null : streamIn(await readHead(path, 0, SEARCHED_BYTES))
  if (!container) throw new MediaRefused(refusal ?? UNKNOWN)
  return { container, demuxer: DEMUXERS[container] }
}

/**
 * The same for the pictures that can be a cover.
 *
 * @throws MediaRefused
 */
export async function sniffPicture(path: string): Promise<'jpeg_pipe' | 'png_pipe' | 'webp_pipe'> {
  const head = await readHead(path)
  if (startsWith(head, 'ffd8ff')) return 'jpeg_pipe'
  if (startsWith(head, '89504e470d0a1a0a')) return 'png_pipe'
  if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 4) === 'WEBP') return 'webp_pipe'
  throw new MediaRefused('The cover picture must be a JPEG, PNG or WebP file.')
}

async function readHead(path: string, position = 0, length = HEAD_BYTES): Promise<Buffer> {
  await using file = await open(path, 'r')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}

function containerOf(head: Buffer): Container | null {
  const [first, fifth, ninth] = [ascii(head, 0, 4), ascii(head, 4, 4), ascii(head, 8, 4)]
  if (fifth === 'ftyp') return isPictureBrand(ninth) ? null : 'mp4'
  if (QUICKTIME_ATOMS.includes(fifth)) return 'mp4'
  if (startsWith(head, '1a45dfa3')) return 'matroska'
  if (first === 'RIFF' && ninth === 'AVI ') return 'avi'
  if (['RIFF', 'RF64', 'BW64'].includes(first) && ninth === 'WAVE') return 'wav'
  if (first === 'fLaC') return 'flac'
  if (first === 'OggS') return 'ogg'
  if (isTransportStream(head, 0)) return 'mpegts'
  return elementaryAudio(head)
}

/** What a QuickTime file may begin with: before 2001 there was no `ftyp`. */
const QUICKTIME_ATOMS = ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot', 'PICT', 'junk', 'uuid', 'moof', 'styp', 'sidx']

/** The first place from which on frames of sound, or packets of a transport stream, follow each other. */
function streamIn(bytes: Buffer): 'mpegts' | 'mp3' | 'aac' | null {
  for (let at = 0; at < bytes.length - 4; at += 1) {
    if (bytes[at] === 0x47 && isTransportStream(bytes, at)) return 'mpegts'
    if (bytes[at] === 0xff) {
      const container = frameSequenceAt(bytes, at)
      if (container) return container
    }
  }
  return null
}

/** MP3, AAC and FLAC files may begin with an ID3 tag of any size. */
async function containerBehindTag(path: string, head: Buffer): Promise<Container | null> {
  if (ascii(head, 0, 3) !== 'ID3' || head.length < 10) return null
  const bytes = head.subarray(6, 10).reduce((size, byte) => size * 128 + (byte & 0x7f), 0)
  const behind = await readHead(path, 10 + bytes)
  return ascii(behind, 0, 4) === 'fLaC' ? 'flac' : (elementaryAudio(behind) ?? 'mp3')
}

/** The sync word of an MPEG audio frame; layer 0 is ADTS, which carries AAC. */
function elementaryAudio(head: Buffer): 'aac' | 'mp3' | null {
  const [first = 0, second = 0] = head
  if (first !== 0xff) return null
  if ((second & 0xf6) === 0xf0) return 'aac'
  const layer3 = (second & 0xe6) === 0xe2
  return layer3 ? 'mp3' : null
}

function isTransportStream(bytes: Buffer, at: number): boolean {
  return TS_PACKET_BYTES.some((size) => {
    // The packets of an M2TS begin with four bytes of time.
    const first = at === 0 && size === 192 && bytes[0] !== 0x47 ? 4 : at
    return Array.from({ length: TS_PACKETS_IN_A_ROW }, (_, packet) => bytes[first + packet * size]).every(
      (byte, packet) => byte === 0x47 || (packet > 2 && byte === undefined),
    )
  })
}

const isPictureBrand = (brand: string) =>
  ['heic', 'heix', 'heif', 'mif1', 'msf1', 'avif', 'avis', 'crx '].includes(brand)

const REFUSALS: [matches: (head: Buffer, text: string) => boolean, words: string][] = [
  [(_, text) => text.startsWith('#EXTM3U'), 'This file is an HLS playlist, not a video. Choose the video itself.'],
  [(_, text) => text.startsWith('ffconcat'), 'This file is a list of files to join, not a video.'],
  [(_, text) => /^(<\?xml[^>]*>\s*)?<MPD/i.test(text), 'This file is a DASH manifest, not a video.'],
  [
    (_, text) => /^<(\?xml|svg|!doctype|html)/i.test(text),
    'This file is a web page or a drawing, not a video or sound.',
  ],
  [(head) => ascii(head, 0, 4) === 'GIF8', 'This file is a GIF picture. Convert it to a video first.'],
  [isPicture, 'This file is a picture, not a video or sound.'],
  [(head) => startsWith(head, '504b0304'), 'This file is a ZIP archive or an office document. Unpack it first.'],
  [
    (head) => ['1f8b', '377abcaf', '52617221', '425a68', 'fd377a58'].some((hex) => startsWith(head, hex)),
    'This file is a packed archive. Unpack it first.',
  ],
  [(head) => ascii(head, 0, 4) === '%PDF', 'This file is a PDF document, not a video or sound.'],
  [
    (head) => startsWith(head, '7f454c46') || ascii(head, 0, 2) === 'MZ',
    'This file is a program, not a video or sound.',
  ],
  [(head) => startsWith(head, '3026b2758e66cf11'), 'This file is a Windows Media file. Convert it to MP4 first.'],
  [(head) => ascii(head, 0, 3) === 'FLV', 'This file is a Flash video. Convert it to MP4 first.'],
  [(head) => startsWith(head, '000001ba'), 'This file is an MPEG program stream (DVD, VOB). Convert it to MP4 first.'],
  [(head) => ascii(head, 0, 4) === 'FORM', 'This file is an AIFF sound. Convert it to WAV or FLAC first.'],
  [isText, 'This file is a text, not a video or sound.'],
]

const UNKNOWN =
  'This file is neither a video nor a sound that we know (MP4, MOV, MKV, WebM, TS, AVI, WAV, MP3, FLAC, OGG, AAC).'

function knownRefusal(head: Buffer): string | null {
  const text = head
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart()
  return REFUSALS.find(([matches]) => matches(head, text))?.[1] ?? null
}

/** No control characters but tabs and line ends. */
function isText(head: Buffer): boolean {
  return head.every((byte) => byte >= 32 || [9, 10, 13].includes(byte))
}

function isPicture(head: Buffer): boolean {
  const signatures = ['ffd8ff', '89504e47', '49492a00', '4d4d002a', '424d']
  const webp = ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 4) === 'WEBP'
  return webp || ascii(head, 4, 4) === 'ftyp' || signatures.some((hex) => startsWith(head, hex))
}

const ascii = (bytes: Buffer, from: number, length: number) => bytes.toString('latin1', from, from + length)

const startsWith = (bytes: Buffer, hex: string) => bytes.toString('hex', 0, hex.length / 2) === hex
