import { afterAll, expect, test } from 'vitest'
import { insertContent } from '../../testing/catalogue-rows.ts'
import { setStanding, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { deleteOldRevocations } from './delete-old-revocations.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

test('what was ended is forgotten when no token of it can be alive, and not before', async () => {
  const { db } = server
  const lives = { videoUrlSeconds: 7_200, audioUrlSeconds: 3_600, pictureUrlSeconds: 86_400 }
  const kinds = async () => {
    await deleteOldRevocations({ db, lives })
    const rows = await db.query<{ kind: string }>('', 'select kind from revocations order by kind')
    return rows.map(({ kind }) => kind)
  }
  const pass = (seconds: number) =>
    db.query('', 'update revocations set changed_at = changed_at - make_interval(secs => $1::float8)', [seconds])
  await server.request('POST', '/auth/logout', { cookies: await signUp(server, 'leaving@example.com') })
  await signUp(server, 'suspended@example.com')
  await setStanding(db, 'suspended@example.com', { status: 'suspended' })
  const item = await insertContent(db, { title: 'Withdrawn' })
  await db.query('', `update content set status = 'draft' where id = $1`, [item])
  await pass(7_200)
  expect(await kinds()).toEqual(['item', 'member', 'sign_in'])
  await pass(660)
  expect(await kinds()).toEqual(['item'])
  await pass(86_400 - 7_200)
  expect(await kinds()).toEqual(['item'])
  await pass(3_660)
  expect(await kinds()).toEqual([])
  await db.query('', `update content set countries = 'aCH' where id = $1`, [item])
  await pass(1_000 * 86_400)
  expect(await kinds()).toEqual(['item'])
})
