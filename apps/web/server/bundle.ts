// Bundles the web app into the folder that its argument names. A process of its own: Vite keeps half a gigabyte that a
// server of files has no use for.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { generateSdk } from '@better-and-bliss/sdk/generate'
import { build } from 'vite'
import config from '../vite.config.ts'

const COMPRESSIBLE = /\.(js|css|svg)$/
const MIN_COMPRESSED_BYTES = 512
/** What every page needs is worth a second more: it gets smaller by six percent. */
const NEEDED_BY_ALL = /^assets\/(app|libraries)-/
const BROTLI_QUALITY = { neededByAll: 10, others: 9 }

const [, , outDir = ''] = process.argv
process.once('disconnect', () => process.exit(1))
await generateSdk()
await build({ ...config, configFile: false, logLevel: 'warn', build: { ...config.build, outDir, emptyOutDir: true } })
await compressFiles(outDir)
process.exit(0)

/** Writes `x.js.br` and `x.js.gz` beside `x.js`, for the server to send as they are. */
async function compressFiles(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true })).filter((name) => COMPRESSIBLE.test(name))
  await Promise.all(
    files.map((name) => {
      const quality = NEEDED_BY_ALL.test(name) ? BROTLI_QUALITY.neededByAll : BROTLI_QUALITY.others
      return compressFile(join(folder, name), quality)
    }),
  )
}

async function compressFile(path: string, quality: number): Promise<void> {
  const content = await readFile(path)
  if (content.length < MIN_COMPRESSED_BYTES) return
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  }
  const [br, gz] = await Promise.all([promisify(brotliCompress)(content, { params }), promisify(gzip)(content)])
  await Promise.all([writeFile(`${path}.br`, br), writeFile(`${path}.gz`, gz)])
}
