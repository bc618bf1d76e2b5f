import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync, Visitor, type VisitorObject } from 'vite'
import { describe, expect, test } from 'vitest'
import { causes } from './de/causes.ts'
import { findings } from './de/findings.ts'
import { userPool } from './de/user-pool.ts'
import { type Sentences, translatorOfSaid } from './said.ts'

const ROOT = join(import.meta.dirname, '../../../../../..')
const said = translatorOfSaid([findings, userPool, causes])

test.each([
  [
    'API: https://api.example.org/health answers 502, and not as the API does.',
    'API: https://api.example.org/health antwortet mit 502 und nicht so, wie die API es tut.',
  ],
  ['Web app: https://example.org answers 404.', 'Web-App: https://example.org antwortet mit 404.'],
  [
    'Disk space: 0.3 GB are left at /data: writing fails soon.',
    'Speicherplatz: 0.3 GB sind noch frei bei /data: Schreiben schlägt bald fehl.',
  ],
  [
    'Sign-in: Token revocation is off in app client 7abc: its tokens are refused.',
    'Anmeldung: Das Widerrufen von Tokens ist aus im App-Client 7abc: Seine Tokens werden abgewiesen.',
  ],
  [
    'Media store: An object cannot be written in the folder /media: EACCES: permission denied.',
    'Speicher der Medien: Ein Objekt lässt sich im Ordner /media nicht schreiben: EACCES: permission denied.',
  ],
  [
    'The bucket films does not answer (ETIMEDOUT). It is tried again by itself.',
    'Der Bucket films antwortet nicht (ETIMEDOUT). Es wird von selbst noch einmal versucht.',
  ],
  [
    'The captions in de.vtt cannot be taken. They are larger than 4 MB.',
    'Die Untertitel in de.vtt lassen sich nicht verwenden. Sie sind größer als 4 MB.',
  ],
])('%s', (english, german) => expect(said(english)).toBe(german))

test('what nobody translated, and what people wrote into it, stays as it is', () => {
  expect(said('Something new happened.')).toBe('Something new happened.')
  expect(said('$& {file} has a picture. Export the sound alone, as WAV, FLAC, MP3 or M4A.')).toBe(
    '$& {file} hat ein Bild. Exportiere den Ton allein, als WAV, FLAC, MP3 oder M4A.',
  )
})

const DOCTOR = 'apps/api/src/compose/doctor'
const FFMPEG = 'apps/api/src/adapters/local/ffmpeg'
const UPLOADS = 'apps/api/src/features/studio/uploads'

describe.each<[string, Sentences, string[]]>([
  [
    'findings of the doctor',
    findings,
    [
      ...['addresses', 'certificate', 'check', 'countries', 'database', 'datadog', 'edge', 'machine', 'services'].map(
        (name) => `${DOCTOR}/${name}.ts`,
      ),
      `${DOCTOR}/settings.ts`,
    ],
  ],
  [
    'findings in a user pool',
    userPool,
    ['client-checks', 'doctor', 'pool-checks'].map((name) => `apps/api/src/adapters/aws/cognito/doctor/${name}.ts`),
  ],
  [
    'causes of failed conversions and uploads',
    causes,
    [
      ...['failure', 'ffmpeg-transcoder', 'inspect', 'limits', 'probe', 'sniff', 'tone-mapping'].map(
        (name) => `${FFMPEG}/${name}.ts`,
      ),
      ...['transcode-audio', 'transcode-video'].map((name) => `${FFMPEG}/${name}.ts`),
      ...['added-sounds', 'captions', 'chapters', 'take-upload'].map((name) => `${UPLOADS}/${name}.ts`),
      'apps/api/src/adapters/aws/mediaconvert/failures.ts',
      'apps/api/src/adapters/aws/mediaconvert/job-request.ts',
      'apps/api/src/features/studio/jobs/start-transcode.ts',
      'apps/api/src/features/studio/jobs/transcode-events.ts',
      'apps/api/src/ports/resource-unavailable.ts',
      'apps/api/src/text/webvtt.ts',
      'packages/object-store/s3/errors.ts',
      'packages/object-store/s3/open-object.ts',
    ],
  ],
])('the German of %s', (_, { around, sentences }, files) => {
  const known = new Set([...Object.keys(around), ...Object.keys(sentences)].map(withoutNames))

  test('has every sentence that the API says', () => {
    const missing = files.flatMap((file) =>
      textsOf(file).flatMap(({ text, isSaid }) =>
        isSaid && isSentence(text) && !known.has(text) && !HARMLESS.includes(text) ? [text] : [],
      ),
    )
    expect(missing).toEqual([])
  })

  test('has no sentence that the API does not say any more', () => {
    const texts = new Set([...files, ...SINGLE].flatMap(textsOf).map(({ text }) => text.replace(SQL_TEXT, '$1')))
    const stale = Object.keys(sentences).map(withoutNames)
    expect(stale.filter((text) => isSentence(text) && !texts.has(text))).toEqual([])
  })
})

/** Files with a sentence that is shown as a cause, among others that are not. */
const SINGLE = [
  'apps/api/src/features/studio/content/answers.ts',
  'apps/api/src/features/studio/jobs/conversion-queries.ts',
]
const SQL_TEXT = /^.* failure = '([^']+)'.*$/s

/** What its reader leaves out of what it refuses. */
const HARMLESS = ['No blank line after the signature.', 'Incorrect escape.']

/** Whether it is for people: a whole sentence, and not only what is put into one. */
function isSentence(text: string): boolean {
  return /^(?:[A-Z`]|\{\}|ffmpeg |docs\/|chmod ).* .*[.?]$/s.test(text)
}

function withoutNames(pattern: string): string {
  return pattern.replace(/\{\w+\}/g, '{}')
}

/** Never shown: what fits, and errors that only the log has. */
const UNSEEN = new Set(['fits', 'Error', 'FfmpegFailed', 'FfmpegOverran'])

interface Text {
  text: string
  isSaid: boolean
}

/** The literals of a file, what differs in them as `{}`. */
function textsOf(file: string): Text[] {
  const { program } = parseSync(file, readFileSync(join(ROOT, file), 'utf8'))
  const found: Text[] = []
  let unseen = 0
  const note = (text: string) => found.push({ text, isSaid: unseen === 0 })
  const isUnseen = (callee: object) => 'name' in callee && UNSEEN.has(String(callee.name))
  const count =
    (by: number) =>
    ({ callee }: { callee: object }) => {
      if (isUnseen(callee)) unseen += by
    }
  const visitors: VisitorObject = {}
  visitors.CallExpression = count(1)
  visitors['CallExpression:exit'] = count(-1)
  visitors.NewExpression = count(1)
  visitors['NewExpression:exit'] = count(-1)
  visitors.Literal = ({ value }) => {
    if (typeof value === 'string') note(value)
  }
  visitors.TemplateLiteral = ({ quasis }) => void note(quasis.map(({ value }) => value.cooked).join('{}'))
  new Visitor(visitors).visit(program)
  return found
}
