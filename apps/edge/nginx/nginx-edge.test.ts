import { utimesSync } from 'node:fs'
import { AS_OF_KEY } from '@better-and-bliss/stream-token'
import { describe } from 'vitest'
import { edgeContract } from '../src/edge.contract-test.ts'
import { MEMBER } from '../src/testing/media.ts'
import { isNginxHere, startNginxEdge } from './testing/nginx-edge.ts'

const nowSeconds = () => Math.floor(Date.now() / 1000)

describe.skipIf(!isNginxHere())('nginx', () => {
  edgeContract('the edge in nginx', async (files) => {
    const edge = await startNginxEdge(files)
    return {
      ...edge,
      nowSeconds,
      async endSession(sessionId) {
        const until = nowSeconds() + 7200
        await edge.entries.apply([{ kind: 'stream', id: sessionId, member_id: MEMBER, streams: [], until }])
        await edge.entries.markCurrent(Date.now())
      },
      async setListCurrent(isCurrent) {
        const asOfSeconds = isCurrent ? nowSeconds() : nowSeconds() - edge.shell.maxAgeSeconds - 1
        // What is remembered ends before the list gets too old; here it does so at once.
        await edge.forgetDecisions()
        utimesSync(edge.shell.entriesFolder + AS_OF_KEY, asOfSeconds, asOfSeconds)
      },
    }
  })
})
