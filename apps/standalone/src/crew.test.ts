import { expect, test } from 'vitest'
import { assembleCrew } from './crew.ts'
import { fakeService } from './testing/fake-service.ts'

const crewOf = (lines: string[] = []) =>
  assembleCrew(
    (line) => lines.push(line),
    async () => undefined,
  )

test('a start waits until the service is ready, and says so when it never will be', async () => {
  const crew = crewOf()
  const [good, broken] = [fakeService(), fakeService()]
  let isUp = false
  const up = crew
    .keepUp('api', () => good)
    .then(() => {
      isUp = true
    })
  await Promise.resolve()
  expect(isUp).toBe(false)
  good.becomeReady()
  await up
  const failed = crew.keepUp('edge', () => broken)
  broken.end('exit code 1')
  await expect(failed).rejects.toThrow('exit code 1')
  await crew.stop(1)
})

test('all are asked to stop at once, with the same patience, and all of them are waited for', async () => {
  const crew = crewOf()
  const [quick, slow] = [fakeService(), fakeService({ endsWhenAsked: false })]
  for (const [role, service] of Object.entries({ quick, slow })) {
    const up = crew.keepUp(role, () => service)
    service.becomeReady()
    await up
  }
  let isStopped = false
  const stopped = crew.stop(1_234).then(() => {
    isStopped = true
  })
  await quick.ended
  await new Promise(setImmediate)
  expect([quick.patienceMs, slow.patienceMs, isStopped]).toEqual([1_234, 1_234, false])
  slow.end('signal SIGKILL')
  await stopped
})

test('who is asked to stop twice, the second time without patience, passes that on', async () => {
  const crew = crewOf()
  const deaf = fakeService({ endsWhenAsked: false })
  const up = crew.keepUp('worker', () => deaf)
  deaf.becomeReady()
  await up
  const first = crew.stop(5_000)
  const second = crew.stop(0)
  expect(deaf.patienceMs).toBe(0)
  deaf.end('signal SIGKILL')
  await Promise.all([first, second])
})

test('nothing is started any more once it stops', async () => {
  const crew = crewOf()
  await crew.stop(1)
  let starts = 0
  const start = () => {
    starts += 1
    return fakeService()
  }
  await expect(crew.keepUp('edge', start)).rejects.toThrow('Stopped before the edge was started')
  expect(await crew.runOnce(start)).toBeUndefined()
  expect(starts).toBe(0)
})

test('a task tells how it ended; one that was stopped has nothing to tell', async () => {
  const crew = crewOf()
  const done = fakeService()
  const told = crew.runOnce(() => done)
  done.end('exit code 3')
  expect(await told).toBe('exit code 3')
  const untold = crew.runOnce(() => fakeService())
  await crew.stop(1)
  expect(await untold).toBeUndefined()
})
