import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { createClient } from '@hey-api/openapi-ts'
import { maxLengthsOf } from './max-lengths.ts'

const document = new URL('openapi.json', import.meta.url)
const lengths = new URL('max-lengths.ts', import.meta.url)
const output = new URL('src/generated/', import.meta.url)
const stamp = new URL('.source-sha256', output)

/** Makes `src/generated` from the OpenAPI document, if it was not made from this very document before. */
export async function generateSdk(): Promise<void> {
  const digest = createHash('sha256')
    .update(await readFile(document))
    .update(await readFile(import.meta.filename))
    .update(await readFile(lengths))
    .digest('hex')
  if ((await readFile(stamp, 'utf8').catch(() => '')) === digest) return
  await createClient({
    input: fileURLToPath(document),
    output: { path: fileURLToPath(output), module: { extension: '.ts' } },
    plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
    logs: { level: 'warn' },
  })
  const maxLengths = maxLengthsOf(JSON.parse(await readFile(document, 'utf8')))
  const source = `export const MAX_LENGTHS = ${JSON.stringify(maxLengths, null, 2)} as const\n`
  await writeFile(new URL('max-lengths.gen.ts', output), source)
  await writeFile(stamp, digest)
}

if (import.meta.main) await generateSdk()
