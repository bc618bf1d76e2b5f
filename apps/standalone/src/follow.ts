import { watch } from 'node:fs'
import { open } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'

const CHUNK_BYTES = 64 * 1024

/**
 * Tells each whole line that is appended to a file from now on, until the result is disposed of. The file must exist; it may
 * be emptied now and then.
 */
export async function followFile(path: string, onLine: (line: string) => void): Promise<AsyncDisposable> {
  const file = await open(path)
  const decoder = new StringDecoder('utf8')
  const chunk = Buffer.alloc(CHUNK_BYTES)
  let position = (await file.stat()).size
  let unfinished = ''
  let reading = Promise.resolve()

  async function readOn(): Promise<void> {
    if ((await file.stat()).size < position) position = 0
    for (;;) {
      const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, position)
      if (bytesRead === 0) return
      position += bytesRead
      const lines = (unfinished + decoder.write(chunk.subarray(0, bytesRead))).split('\n')
      unfinished = lines.pop() ?? ''
      lines.forEach(onLine)
    }
  }

  const watcher = watch(path, { persistent: false }, () => {
    reading = reading.then(readOn)
  })
  return {
    async [Symbol.asyncDispose]() {
      watcher.close()
      await reading
      await file.close()
    },
  }
}
