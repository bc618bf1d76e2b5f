import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runPass } from './pass.ts'

it('collects a segment that is closed after its last packet was told of, not only with the next one', async () => {
  const workFolder = await mkdtemp(join(tmpdir(), 'pass-'))
  onTestFinished(() => rm(workFolder, { recursive: true }))
  // Node stands in for ffmpeg: it ends only once its segment was collected.
  const code = `
    const { existsSync, watch, writeFileSync } = require('node:fs')
    const tell = (tenths) => process.stdout.write('0, ' + tenths + ', ' + tenths + ', 1, 100, 0x0\\n')
    const wait = (file, then) => {
      const look = () => {
        if (!existsSync(file)) return
        watcher.close()
        then()
      }
      const watcher = watch('.', look)
      look()
    }
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
      const isClosed = await access(closed).then(
        () => true,
        () => false,
      )
      await writeFile(join(workFolder, isClosed ? 'taken' : 'looked'), '')
    },
  })
  await expect(access(join(workFolder, 'taken'))).resolves.toBeUndefined()
})
