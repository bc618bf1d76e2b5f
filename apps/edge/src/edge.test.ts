import { edgeContract } from './edge.contract-test.ts'
import { startEdge } from './testing/edge.ts'

edgeContract('the edge in Node', async (files) => {
  const edge = await startEdge(files)
  return {
    ...edge,
    nowSeconds: () => edge.clock.nowSeconds,
    endSession: async (sessionId) => void edge.revocations.endedSessions.add(sessionId),
    setListCurrent: async (isCurrent) => {
      edge.revocations.isCurrent = isCurrent
    },
    [Symbol.asyncDispose]: async () => edge[Symbol.dispose](),
  }
})
