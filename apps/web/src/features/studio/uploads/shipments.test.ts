import type { MediaJob, Upload } from '@better-and-bliss/sdk'
import { expect, test } from 'vitest'
import { phaseOf, shipmentsOf, sizeWords } from './shipments.ts'
import type { OutgoingFile } from './upload-queue.ts'

const AT = '2026-12-06T14:00:00Z'
const upload = (part: Partial<Upload> = {}): Upload => ({
  ...{
    id: 'u1',
    content_id: 'c1',
    title: 'Night sea',
    purpose: 'media',
    language: null,
    label: null,
    file_name: 'sea.mp4',
  },
  ...{ length: 1000, received: 400, state: 'receiving', failure: null, left_out: [], created_at: AT, updated_at: AT },
  ...part,
})
const job = (part: Partial<MediaJob> = {}): MediaJob => ({
  ...{
    id: 'j1',
    content_id: 'c1',
    title: 'Night sea',
    content_type: 'video',
    is_open: false,
    state: 'processing',
    progress: 0.43,
  },
  ...{ failure: null, created_at: AT, updated_at: AT },
  ...part,
})
const outgoing = (part: Partial<OutgoingFile> = {}): OutgoingFile => ({
  ...{
    key: 1,
    contentId: 'c1',
    title: 'Night sea',
    purpose: 'media',
    fileName: 'sea.mp4',
    size: 1e9,
    state: 'sending',
  },
  ...{ sent: 0.4e9, bytesPerSecond: 10e6, words: null, uploadId: 'u1' },
  ...part,
})
const words = (...[files, uploads, jobs]: Parameters<typeof shipmentsOf>) =>
  shipmentsOf(files, uploads, jobs).map((one) => phaseOf(one).words)

test('a file that goes says how much of it has gone, how fast, and how long it takes', () => {
  expect(words([outgoing()], [upload()], [])).toEqual(['40 % · 10 MB/s · 1 min left'])
})

test('one that this page does not send any more can be gone on with', () => {
  expect(words([], [upload()], [])).toEqual(['Interrupted at 40 %. Choose the file again to go on.'])
})

test('from its arrival on it is what the API says of it, and then of its conversion', () => {
  const sent = [outgoing({ state: 'arrived' })]
  expect(words(sent, [upload()], [])).toEqual(['Arrived'])
  expect(words(sent, [upload({ state: 'queued' })], [])).toEqual(['Arrived. It is looked at.'])
  expect(words(sent, [upload({ state: 'refused', failure: 'It is empty.' })], [])).toEqual(['It is empty.'])
  const taken = [upload({ state: 'taken_up' })]
  expect(words(sent, taken, [job()])).toEqual(['Being converted, 43 %'])
  expect(words(sent, taken, [job({ state: 'playable' })])).toEqual(['It plays. More of it is made, 43 %'])
})

test('only the newest media of an item tell of its conversion', () => {
  const taken = [upload({ id: 'u2', state: 'taken_up' }), upload({ state: 'taken_up' })]
  expect(words([], taken, [job({ state: 'completed' })])).toEqual(['Ready', 'It belongs to its item.'])
})

test('sizes are told as a person would', () => {
  expect([0, 999, 1234, 734_003_200, 1.26e9].map(sizeWords)).toEqual(['0 B', '999 B', '1.2 kB', '734 MB', '1.3 GB'])
})
