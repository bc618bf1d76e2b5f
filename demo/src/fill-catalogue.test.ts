import { expect, test } from 'vitest'
import { type DemoItem, demoItems } from './catalogue.ts'
import { fillCatalogue, type Progress } from './fill-catalogue.ts'
import type { ItemState } from './queries.ts'

const items = demoItems.slice(0, 3)
const [first, second, third] = items.map(({ slug }) => slug) as [string, string, string]

/** A catalogue in memory whose worker makes each new item playable at once, unless told otherwise. */
function catalogue(present: ItemState[] = [], outcome: (slug: string) => string | null = () => null) {
  const states = [...present]
  const told: Progress[] = []
  const complaints: string[] = []
  const made: string[] = []
  const stopping = new AbortController()
  let changed = () => {}
  const finish = (slug: string) => {
    const failure = outcome(slug)
    states.push({ slug, ready: failure === null, failure })
    changed()
  }
  const parts = {
    items,
    states: async () => [...states],
    onChange: (listener: () => void) => {
      changed = listener
    },
    make: async ({ slug }: DemoItem) => {
      made.push(slug)
      finish(slug)
    },
    tell: (progress: Progress) => told.push(progress),
    complain: (error: unknown, sentence: string) => complaints.push(`${sentence}: ${String(error)}`),
    signal: stopping.signal,
  }
  return { parts, told, complaints, made, stopping, finish }
}

test('all items are made in order, and the last word is that all are ready', async () => {
  const { parts, told, made } = catalogue()
  expect(await fillCatalogue(parts)).toEqual([])
  expect(made).toEqual([first, second, third])
  expect(told[0]).toEqual({ ready: 0, total: 3, title: items[0]?.title })
  expect(told.at(-1)).toEqual({ ready: 3, total: 3 })
})

test('what is in the catalogue already is not made again', async () => {
  const { parts, made } = catalogue([
    { slug: first, ready: true, failure: null },
    { slug: third, ready: true, failure: null },
  ])
  await fillCatalogue(parts)
  expect(made).toEqual([second])
})

test('an item that was added by an earlier run and is still being converted is waited for', async () => {
  const states = items.map(({ slug }) => ({ slug, ready: slug !== third, failure: null as string | null }))
  const { parts, made } = catalogue()
  let changed = () => {}
  const onChange = (listener: () => void) => {
    changed = listener
  }
  const filled = fillCatalogue({ ...parts, states: async () => states, onChange })
  states.splice(2, 1, { slug: third, ready: true, failure: null })
  changed()
  expect(await filled).toEqual([])
  expect(made).toEqual([])
})

test('an item that cannot be made is reported and does not stop the others', async () => {
  const { parts, made, complaints } = catalogue()
  const make = async (item: DemoItem) => {
    if (item.slug === first) throw new Error('the disk is full')
    await parts.make(item)
  }
  expect(await fillCatalogue({ ...parts, make })).toEqual([items[0]?.title])
  expect(made).toEqual([second, third])
  expect(complaints).toEqual([`"${items[0]?.title}" could not be made: Error: the disk is full`])
})

test('an item that the worker cannot convert is reported once, and the end still comes', async () => {
  const { parts, told, complaints } = catalogue([], (slug) => (slug === second ? 'The file is damaged.' : null))
  expect(await fillCatalogue(parts)).toEqual([items[1]?.title])
  expect(complaints).toEqual([`"${items[1]?.title}" could not be converted: Error: The file is damaged.`])
  expect(told.at(-1)).toEqual({ ready: 2, total: 3 })
})

test('when it is stopped nothing more is made', async () => {
  const { parts, made, stopping } = catalogue()
  const make = async ({ slug }: DemoItem) => {
    made.push(slug)
    stopping.abort(new Error('stopped'))
    parts.signal.throwIfAborted()
  }
  await expect(fillCatalogue({ ...parts, make })).rejects.toThrow('stopped')
  expect(made).toEqual([first])
})

test('a moment without a database is reported and survived', async () => {
  const { parts, complaints } = catalogue()
  let reads = 0
  const states = async () => {
    reads += 1
    if (reads === 2) throw new Error('connection lost')
    return parts.states()
  }
  expect(await fillCatalogue({ ...parts, states })).toEqual([])
  expect(complaints).toEqual(['The progress could not be read: Error: connection lost'])
})
