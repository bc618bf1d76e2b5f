import { tmpdir } from 'node:os'
import { endOf, outputOf } from './run.ts'
import type { Source } from './source.ts'

const LIST_MS = 10_000

/** How well this ffmpeg brings HDR to ordinary screens: exactly with zscale, which is that of libzimg. */
export async function toneMappingOf(ffmpegPath: string, signal: AbortSignal): Promise<Source['toneMapping']> {
  let filters = ''
  const args = ['-hide_banner', '-filters']
  await endOf(outputOf({ ffmpegPath, args, cwd: tmpdir(), signal, totalMs: LIST_MS }), (piece) => {
    filters += piece
  })
  return / zscale .*V->V/.test(filters) && / tonemap .*V->V/.test(filters) ? 'exact' : 'rough'
}

export const ROUGH_TONE_MAPPING =
  'Its HDR is only roughly brought to ordinary screens, and may look pale: this ffmpeg has no zscale. Install one with libzimg, or name it with FFMPEG_PATH, and add the file again.'
