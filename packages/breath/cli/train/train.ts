import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCorpus } from '../recordings.ts'
import { fitModel, lessonsOf } from './fit.ts'
import { modelSource } from './source.ts'

const MODEL_FILE = new URL('../../src/phases/classify/model.ts', import.meta.url)

/** Fits the model of what is breath to a corpus, and writes it where the detector reads it. */
export async function train([corpus = '']: string[]): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const scratch = await mkdtemp(join(tmpdir(), 'breath-train-'))
  stack.defer(() => rm(scratch, { recursive: true, force: true }))
  const lessons = lessonsOf(await readCorpus(corpus, scratch))
  await writeFile(MODEL_FILE, modelSource(fitModel(lessons)))
  const bursts = lessons.flatMap(({ examples }) => examples)
  const breaths = bursts.filter(({ isBreath }) => isBreath)
  console.log(`Fitted on ${bursts.length} bursts of ${lessons.length} recordings; ${breaths.length} are breath.`)
}
