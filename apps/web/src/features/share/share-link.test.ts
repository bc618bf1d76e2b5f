import { beforeEach, describe, expect, test } from 'vitest'
import { type Device, shareLink } from './share-link.ts'

const link = { title: 'Rain', url: 'https://studio.example.com/content/1' }
let copied: string[]
let said: string[]
beforeEach(() => {
  copied = []
  said = []
})
const clipboard = { writeText: async (text: string) => void copied.push(text) }
const share = (device: Device) => shareLink(link, device, (words) => said.push(words))
const refusing = (name: string) => ({
  share: async () => {
    throw Object.assign(new Error(name), { name })
  },
})

describe('a link', () => {
  test('is shared as the device does it, which says so itself', async () => {
    const shared: object[] = []
    await share({ clipboard, share: async (what) => void shared.push(what) })
    expect([shared, copied, said]).toEqual([[link], [], []])
  })

  test('is copied where the device has no way, or refuses; that is said', async () => {
    await share({ clipboard })
    await share({ clipboard, ...refusing('NotAllowedError') })
    expect(copied).toEqual([link.url, link.url])
    expect(said).toEqual(['The link is copied.', 'The link is copied.'])
  })

  test('is not copied for who closes the way to share', async () => {
    await share({ clipboard, ...refusing('AbortError') })
    expect([copied, said]).toEqual([[], []])
  })

  test('that cannot be copied is told where it stands', async () => {
    await share({})
    expect(said).toEqual(['The link could not be copied. Take it from the address bar.'])
  })
})
