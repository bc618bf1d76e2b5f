import { parentPort, workerData } from 'node:worker_threads'
import { demoItems } from './catalogue.ts'
import { synthesise } from './synthesise.ts'

/** The other side of `synthesiseInThread`. */
const { slug, ffmpegPath, outDir } = workerData
const item = demoItems.find((one) => one.slug === slug)
if (!item) throw new Error(`There is no demo item ${slug}`)
parentPort?.postMessage(await synthesise(item, { ffmpegPath, outDir, signal: new AbortController().signal }))
