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
import { t } from './messages.ts'
import type { Shelf } from './shelf.ts'
import { toShelfQuery } from './shelf-search.ts'

type Fields = Pick<StudioPattern, 'name' | 'words' | 'target' | 'is_shown'>
const LENGTHS = MAX_LENGTHS.updatePattern

export const PATTERNS: Shelf<StudioPattern, Fields> = {
  path: 'patterns',
  words: {
    title: t('patterns'),
    lead: t('patternsLead'),
    nothing: t('patternsNone'),
  },
  nameOf: ({ name }) => name,
  about: ({ target, is_shown }) => t(is_shown ? 'patternShown' : 'patternHidden', { counts: countWords(target) }),
  list: async (search, signal) => {
    const { patterns, ...page } = await answerOf(listStudioPatterns({ query: toShelfQuery(search), signal }))
    return { things: patterns, ...page }
  },
  get: (id, signal) => answerOf(getStudioPattern({ path: { id }, signal })),
  make: () => answerOf(createPattern({ body: { name: t('newPattern'), is_shown: false } })),
  change: ({ id, version }, changes) => answerOf(updatePattern({ path: { id }, body: { version, ...changes } })),
  remove: (id) => answerOf(deletePattern({ path: { id } })),
  place: (id, before) => answerOf(placePattern({ path: { id }, body: { before } })),
  fieldsOf: ({ name, words, target, is_shown }) => ({ name, words, target, is_shown }),
  fieldNames: {
    name: t('name'),
    words: t('goodFor'),
    target: t('breathMs'),
    is_shown: t('canBeChosen'),
  },
  fields: ({ fields, errors, set }) => (
    <>
      <Text
        label={t('name')}
        required
        value={fields.name}
        error={errors.name}
        maxLength={LENGTHS.name}
        onText={(name) => set({ name })}
      />
      <Text
        label={t('goodFor')}
        description={t('goodForHint')}
        value={fields.words}
        error={errors.words}
        maxLength={LENGTHS.words}
        onText={(words) => set({ words })}
      />
      <OwnPattern target={fields.target} onChange={(target) => set({ target })} />
      <PatternCurve target={fields.target} />
      <Switch label={t('membersCanChoose')} isOn={fields.is_shown} onSwitch={(is_shown) => set({ is_shown })} />
    </>
  ),
}
