import {
  createPattern,
  deletePattern,
  getStudioPattern,
  listStudioPatterns,
  MAX_LENGTHS,
  placePattern,
  type StudioPattern,
  updatePattern,
} from '@better-and-bliss/sdk'
import { answerOf } from '../../../api/answer.ts'
import { Switch } from '../../../ui/switch.tsx'
import { OwnPattern } from '../../meditation/choose/own-pattern.tsx'
import { PatternCurve } from '../../meditation/choose/pattern-curve.tsx'
import { countWords } from '../../meditation/patterns.ts'
import { Text } from './fields.tsx'
import type { Shelf } from './shelf.ts'
import { toShelfQuery } from './shelf-search.ts'

type Fields = Pick<StudioPattern, 'name' | 'words' | 'target' | 'is_shown'>
const LENGTHS = MAX_LENGTHS.updatePattern

export const PATTERNS: Shelf<StudioPattern, Fields> = {
  path: 'patterns',
  words: {
    title: 'Breathing patterns',
    one: 'breathing pattern',
    many: 'breathing patterns',
    lead: 'What members can choose beside the patterns that are always there, in this order.',
    nothing: 'Make one: how long to breathe in and out, and where to hold.',
  },
  nameOf: ({ name }) => name,
  about: ({ target, is_shown }) => `${countWords(target)} s${is_shown ? '' : ', hidden'}`,
  list: async (search, signal) => {
    const { patterns, ...page } = await answerOf(listStudioPatterns({ query: toShelfQuery(search), signal }))
    return { things: patterns, ...page }
  },
  get: (id, signal) => answerOf(getStudioPattern({ path: { id }, signal })),
  make: () => answerOf(createPattern({ body: { name: 'New pattern', is_shown: false } })),
  change: ({ id, version }, changes) => answerOf(updatePattern({ path: { id }, body: { version, ...changes } })),
  remove: (id) => answerOf(deletePattern({ path: { id } })),
  place: (id, before) => answerOf(placePattern({ path: { id }, body: { before } })),
  fieldsOf: ({ name, words, target, is_shown }) => ({ name, words, target, is_shown }),
  fieldNames: {
    name: 'Name',
    words: 'What it is good for',
    target: 'Milliseconds of a breath',
    is_shown: 'Can be chosen',
  },
  fields: ({ fields, errors, set }) => (
    <>
      <Text
        label="Name"
        required
        value={fields.name}
        error={errors.name}
        maxLength={LENGTHS.name}
        onText={(name) => set({ name })}
      />
      <Text
        label="What it is good for"
        description="A line that stands below its name."
        value={fields.words}
        error={errors.words}
        maxLength={LENGTHS.words}
        onText={(words) => set({ words })}
      />
      <OwnPattern target={fields.target} onChange={(target) => set({ target })} />
      <PatternCurve target={fields.target} />
      <Switch label="Members can choose it" isOn={fields.is_shown} onSwitch={(is_shown) => set({ is_shown })} />
    </>
  ),
}
