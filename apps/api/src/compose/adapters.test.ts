import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '@better-and-bliss/object-store/open'
import { expect, test, vi } from 'vitest'
import { chooseTranscoder } from './adapters.ts'

test.skipIf(process.platform === 'win32')(
  'who composes a transcoder is told of an old ffmpeg, and decides who else hears of it',
  async () => {
    const workDir = await mkdtemp(join(tmpdir(), 'adapters-'))
    await using stack = new AsyncDisposableStack()
    stack.defer(() => rm(workDir, { recursive: true }))
    const ffmpegPath = join(workDir, 'ffmpeg')
    await writeFile(ffmpegPath, "#!/bin/sh\nprintf 'ffmpeg version 4.4\\nconfiguration: --enable-libx264\\n'\n")
    await chmod(ffmpegPath, 0o755)
    const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const store = await openStore({ kind: 'disk', folder: workDir }, { timeoutMs: 1_000 })
    const media = await chooseTranscoder(
      { kind: 'ffmpeg', ffmpegPath, searchPath: '' },
      { store, workDir, normalisesLoudness: true, log },
    )
    expect(media).toMatchObject({ ffmpegPath, ffmpegWarning: expect.stringContaining('4.4') })
    expect(log.warn).not.toHaveBeenCalled()
  },
)
