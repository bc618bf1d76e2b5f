import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runPass } from './pass.ts'

it('collects a segment that is closed after its last packet was told of, not only with the next one', async () => {
  const workFolder = await mkdtemp(join(tmpdir(), 'pass-'))
  // Node stands in for ffmpeg: it ends only once its segment was collected.
  const code = `
    const { existsSync, writeFileSync } = require('node:fs')
    const tell = (tenths) => process.stdout.write('0, ' + tenths + ', ' + tenths + ', 1, 100, 0x0\\n')
    const wait = (file, then) => (existsSync(file) ? then() : setTimeout(wait, 5, file, then))
    process.stdout.write('#tb 0: 1/10\\n')
    tell(61)
    wait('looked', () => {
      writeFileSync('closed', '')
      tell(67)
      wait('taken', () => {})
    })`
  const closed = join(workFolder, 'closed')
  await runPass({
    ...{ ffmpegPath: process.execPath, args: ['-e', code], workFolder, renditions: [], seconds: 12 },
    signal: AbortSignal.timeout(20_000),
    onSeconds: () => {},
    async collect() {
      await writeFile(join(workFolder, 'looked'), '')
      const isClosed = await access(closed).then(
        () => true,
        () => false,
      )
      if (isClosed) await writeFile(join(workFolder, 'taken'), '')
    },
  })
  await expect(access(join(workFolder, 'taken'))).resolves.toBeUndefined()
  await rm(workFolder, { recursive: true })
})
