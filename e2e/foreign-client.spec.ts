import { playlistFaults } from '@better-and-bliss/api/testing/playlist-faults'
import { expect, inject, test } from 'vitest'
import { anonymous, signedIn, streamOf } from './client.ts'
import { captionsOf, probe } from './media.ts'
import { codeMailedTo } from './outbox.ts'
import { FREE_FILM, PREMIUM_FILM } from './standalone.setup.ts'

const { apiUrl, webUrl, dataDir, accounts } = inject('system')
const content = inject('content')

test('a foreign player reads the whole film from its master playlist: H.264 and AAC, as long as the file was', async () => {
  const { hls_master } = await streamOf(await signedIn(apiUrl, accounts.premium), content.free)
  const { streams, durationSeconds } = await probe(hls_master)
  const heights = streams.flatMap(({ codec, height }) => (codec === 'h264' ? [height] : []))
  expect(new Set(heights)).toEqual(new Set([360, 480, 720]))
  expect(streams.some(({ codec }) => codec === 'aac')).toBe(true)
  expect(durationSeconds).toBeCloseTo(FREE_FILM.seconds, 0)
})

test('a foreign player reads one quality and the sound alone by their own addresses', async () => {
  const stream = await streamOf(await signedIn(apiUrl, accounts.basic), content.free)
  const picture = await probe(stream.hls_720p ?? '')
  expect(picture.streams).toContainEqual({ codec: 'h264', width: 1280, height: 720 })
  const sound = await probe(stream.hls_audio ?? '')
  expect(sound.streams).toEqual([{ codec: 'aac' }])
})

test('a foreign player hears every language and reads the captions; all playlists are as RFC 8216 wants them', async () => {
  const { hls_master } = await streamOf(await signedIn(apiUrl, accounts.premium), content.premium)
  const read = async (url: string) => {
    const response = await fetch(url)
    expect([new URL(url).pathname, response.status]).toEqual([expect.any(String), 200])
    return Buffer.from(await response.arrayBuffer())
  }
  expect(await playlistFaults(hls_master, read)).toEqual([])
  const master = (await read(hls_master)).toString()
  const named = (file: string) => {
    const uri = [...master.matchAll(/URI="([^"]*)"/g)].find(([, found = '']) => found.startsWith(file))?.[1]
    return new URL(uri ?? 'missing', hls_master).href
  }
  expect((await probe(named('audio-fr.m3u8'))).streams).toEqual([{ codec: 'aac' }])
  expect(await captionsOf(named('sub-en.m3u8'))).toContain(`00:00.000 --> 00:08.000\n${PREMIUM_FILM.caption}`)
})

test('a foreign client walks through every row of the specification on accounts', async () => {
  const email = `john.${Date.now()}@example.com`
  const client = anonymous(apiUrl)
  const registered = await client.post('/auth/register', { email, password: 'SecurePass123!', full_name: 'John Doe' })
  expect(await registered.json()).toMatchObject({ success: true, user: { email, name: 'John Doe' } })
  const statuses = {
    login: (await client.post('/auth/login', { email, password: 'SecurePass123!' })).status,
    me: (await client.get('/auth/me')).status,
    profile: (await client.get('/auth/profile')).status,
    changed: (await client.put('/auth/profile', { display_name: 'John D.' })).status,
    refresh: (await client.post('/auth/refresh')).status,
    password: (
      await client.post('/auth/change-password', {
        current_password: 'SecurePass123!',
        new_password: 'FreshTides-7-blue',
      })
    ).status,
    stillSignedIn: (await client.get('/auth/me')).status,
    logout: (await client.post('/auth/logout')).status,
    signedOut: (await client.get('/auth/me')).status,
    forgot: (await client.post('/auth/forgot-password', { email })).status,
  }
  expect(statuses).toEqual({
    ...{ login: 200, me: 200, profile: 200, changed: 200, refresh: 200, password: 200, stillSignedIn: 200 },
    ...{ logout: 200, signedOut: 401, forgot: 200 },
  })
  const code = await codeMailedTo(dataDir, email, 'Your code for a new password')
  const reset = { email, code, new_password: 'OtherTides-8-green' }
  expect((await client.post('/auth/reset-password', reset)).status).toBe(200)
  expect((await client.post('/auth/reset-password', reset)).status, 'a code works once').toBe(400)
  expect((await client.post('/auth/login', { email, password: 'OtherTides-8-green' })).status).toBe(200)

  const toGoogle = await client.get('/auth/google')
  expect([toGoogle.status, toGoogle.headers.get('location')]).toEqual([302, expect.stringContaining('code_challenge=')])
  const back = await client.get('/auth/callback?code=forged&state=forged')
  expect([back.status, back.headers.get('location')]).toEqual([
    302,
    expect.stringContaining(`${webUrl}/sign-in?problem=`),
  ])
})
