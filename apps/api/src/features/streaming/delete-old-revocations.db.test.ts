import { afterAll, expect, test } from 'vitest'
import { insertContent } from '../../testing/catalogue-rows.ts'
import { setStanding, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { deleteOldRevocations } from './delete-old-revocations.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

test('what was ended is forgotten when no token of it can be alive, and not before', async () => {
  const { db, clock } = server
  const lives = { videoUrlSeconds: 7_200, audioUrlSeconds: 3_600, pictureUrlSeconds: 86_400 }
  const kinds = async () => {
    await deleteOldRevocations({ db, clock, lives })
    const rows = await db.query<{ kind: string }>('', 'select kind from revocations order by kind')
    return rows.map(({ kind }) => kind)
  }
  await server.request('POST', '/auth/logout', { cookies: await signUp(server, 'leaving@example.com') })
  await signUp(server, 'suspended@example.com')
  await setStanding(db, 'suspended@example.com', { status: 'suspended' })
  const item = await insertContent(db, { title: 'Withdrawn' })
  await db.query('', `update content set status = 'draft' where id = $1`, [item])
  clock.advance(7_200_000)
  expect(await kinds()).toEqual(['item', 'member', 'sign_in'])
  clock.advance(660_000)
  expect(await kinds()).toEqual(['item'])
  clock.advance(86_400_000 - 7_200_000)
  expect(await kinds()).toEqual(['item'])
  clock.advance(3_660_000)
  expect(await kinds()).toEqual([])
  await db.query('', `update content set countries = 'aCH' where id = $1`, [item])
  clock.advance(1_000 * 86_400_000)
  expect(await kinds()).toEqual(['item'])
})
