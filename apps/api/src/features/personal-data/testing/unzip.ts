import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import yauzl from 'yauzl'

const open = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)

/** @returns the text of each file in a zip, by its name. */
export async function unzip(bytes: Buffer): Promise<Map<string, string>> {
  const zip = await open(bytes, { lazyEntries: true, validateEntrySizes: true })
  const files = new Map<string, string>()
  await new Promise<void>((resolve, reject) => {
    const read = async (entry: yauzl.Entry) => {
      const stream = await promisify(zip.openReadStream.bind(zip) as OpenStream)(entry)
      files.set(entry.fileName, (await buffer(stream)).toString())
      zip.readEntry()
    }
    zip.on('entry', (entry: yauzl.Entry) => void read(entry).catch(reject))
    zip.on('end', resolve)
    zip.on('error', reject)
    zip.readEntry()
  })
  return files
}

type OpenStream = (entry: yauzl.Entry, callback: (error: Error | null, stream: NodeJS.ReadableStream) => void) => void
