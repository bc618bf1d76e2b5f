/** A track as ffmpeg's report on an input names it. */
export interface Track {
  /** ffmpeg's number of it: `0:{index}`. */
  index: number
  kind: 'video' | 'audio' | 'subtitle'
  /** ffmpeg's name of the codec; the container's own code where ffmpeg has no name. */
  codec: string
  /** As the container says it, ISO 639 as a rule: `deu`. */
  language: string | null
  isDefault: boolean
  /** A commentary, a description for the blind and the like: nobody's first choice. */
  isSecondary: boolean
  /** What it is beside its language. Null for a plain track. */
  role: 'commentary' | 'audio description' | 'hearing impaired' | 'forced' | null
  /** Cover art. */
  isPicture: boolean
  /** Display size in square pixels, rotation applied. Null where it cannot be told. */
  size: { width: number; height: number } | null
  /** Frames a second: the mean, and the finest grid that all frames lie on. */
  rate: { average: number | null; grid: number | null }
  /** How the brightness of a picture with a high dynamic range is coded. */
  hdr: 'smpte2084' | 'arib-std-b67' | null
}

export interface Report {
  /** Null where the container does not tell. */
  durationSeconds: number | null
  startSeconds: number
  hasChapters: boolean
  tracks: Track[]
}

/**
 * Reads what ffmpeg prints about an input: `Duration: 00:00:05.04, start: 0.000000, …`, and for each track a line such as
 * `  Stream #0:0[0x1](eng): Video: h264 (High), yuv420p(tv, top first), 720x576 [SAR 64:45 DAR 16:9], 25 fps, 50 tbr (default)`.
 */
export function readReport(report: string): Report {
  const [input = ''] = report.split(/^(?:Stream mapping|Output #0)/m)
  const [, hours, minutes, seconds] = /^ {2}Duration: (\d+):(\d\d):(\d\d\.\d+)/m.exec(input) ?? []
  const tracks: Track[] = []
  for (const line of input.split('\n')) {
    const track = trackOf(line)
    const last = tracks.at(-1)
    if (track) tracks.push(track)
    else if (last?.size && /^ +displaymatrix: rotation of -?(?:90|270)\.00 degrees/.test(line)) {
      last.size = { width: last.size.height, height: last.size.width }
    }
  }
  return {
    durationSeconds: seconds ? Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) : null,
    startSeconds: Number(/^ {2}Duration: .*start: (-?[\d.]+)/m.exec(input)?.[1] ?? 0),
    hasChapters: /^ {4}Chapter #0:0: /m.test(input),
    tracks,
  }
}

const LINE = /^ {2,4}Stream #0:(\d+)(?:\[\w+\])?(?:\(([\w-]+)\))?: (Video|Audio|Subtitle): (\w+)(.*)$/
const SECONDARY = /\((?:comment|hearing impaired|visual impaired|descriptions|karaoke|lyrics)\)/
const ROLES = [
  [/\(comment\)/, 'commentary'],
  [/\((?:visual impaired|descriptions)\)/, 'audio description'],
  [/\((?:hearing impaired|captions)\)/, 'hearing impaired'],
  [/\(forced\)/, 'forced'],
] as const
const KINDS = { Video: 'video', Audio: 'audio', Subtitle: 'subtitle' } as const

function trackOf(line: string): Track | null {
  const [, index, language, kind, codec = '', rest = ''] = LINE.exec(line) ?? []
  if (kind !== 'Video' && kind !== 'Audio' && kind !== 'Subtitle') return null
  const transfer = /\/(smpte2084|arib-std-b67)/.exec(rest)?.[1]
  return {
    index: Number(index),
    kind: KINDS[kind],
    codec: codec === 'none' ? (/\(([^)/]+?) *(?:\/|\))/.exec(rest)?.[1] ?? 'unknown') : codec,
    language: language && language !== 'und' ? language : null,
    isDefault: rest.includes('(default)'),
    isSecondary: SECONDARY.test(rest),
    role: ROLES.find(([pattern]) => pattern.test(rest))?.[1] ?? null,
    isPicture: /\((?:attached pic|timed thumbnails|still image)\)/.test(rest),
    size: displaySize(rest),
    rate: { average: rateIn(rest, 'fps'), grid: rateIn(rest, 'tbr') },
    hdr: transfer === 'smpte2084' || transfer === 'arib-std-b67' ? transfer : null,
  }
}

/** The container's shape of the pixels comes last, and counts more than that in the stream. */
function displaySize(rest: string): Track['size'] {
  const [, width, height] = /, (\d+)x(\d+)/.exec(rest) ?? []
  if (!width || !height) return null
  const [, pixelWidth = 1, pixelHeight = 1] = [...rest.matchAll(/SAR (\d+):(\d+)/g)].at(-1) ?? []
  const squareWidth = Math.round((Number(width) * Number(pixelWidth)) / Number(pixelHeight))
  return {
    width: Number.isFinite(squareWidth) && squareWidth > 0 ? squareWidth : Number(width),
    height: Number(height),
  }
}

/** `29.97 fps`, `90k tbr`. */
function rateIn(rest: string, unit: 'fps' | 'tbr'): number | null {
  const [, number, thousands] = new RegExp(`, ([\\d.]+)(k?) ${unit}`).exec(rest) ?? []
  return number ? Number(number) * (thousands ? 1000 : 1) : null
}
