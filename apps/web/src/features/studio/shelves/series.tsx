import {
  createSeries,
  deleteSeries,
  getStudioSeries,
  listStudioSeries,
  MAX_LENGTHS,
  type StudioSeries,
  updateSeries,
} from '@better-and-bliss/sdk'
import { answerOf } from '../../../api/answer.ts'
import { EpisodesPanel } from './episodes-panel.tsx'
import { Slug, Text } from './fields.tsx'
import { t } from './messages.ts'
import { PicturePanel } from './picture-panel.tsx'
import { type Shelf, slugOfFirstName } from './shelf.ts'
import { SERIES_PICTURE } from './shelf-picture.ts'
import { toShelfQuery } from './shelf-search.ts'

type Fields = Pick<StudioSeries, 'title' | 'slug' | 'description'>
const LENGTHS = MAX_LENGTHS.updateSeries

export const SERIES: Shelf<StudioSeries, Fields> = {
  path: 'series',
  words: {
    title: t('series'),
    lead: t('seriesLead'),
    nothing: t('seriesNone'),
  },
  nameOf: ({ title }) => title,
  about: ({ description }) => description || t('withoutDescription'),
  list: async (search, signal) => {
    const { series, ...page } = await answerOf(listStudioSeries({ query: toShelfQuery(search), signal }))
    return { things: series, ...page }
  },
  get: (id, signal) => answerOf(getStudioSeries({ path: { id }, signal })),
  make: () => answerOf(createSeries({ body: { title: t('newSeries') } })),
  change: ({ id, version, title }, changes) => {
    const first = slugOfFirstName(
      { before: title, provisional: t('newSeries') },
      { name: changes.title, slug: changes.slug },
    )
    return answerOf(updateSeries({ path: { id }, body: { version, ...changes, ...first } }))
  },
  remove: (id, target) => answerOf(deleteSeries({ path: { id }, query: target ? { move_to: target } : {} })),
  fieldsOf: ({ title, slug, description }) => ({ title, slug, description }),
  fieldNames: { title: t('title'), slug: t('address'), description: t('description') },
  fields: ({ fields, errors, set }) => (
    <>
      <Text
        label={t('title')}
        required
        value={fields.title}
        error={errors.title}
        maxLength={LENGTHS.title}
        onText={(title) => set({ title })}
      />
      <Slug
        kind="series"
        value={fields.slug}
        error={errors.slug}
        maxLength={LENGTHS.slug}
        onText={(slug) => set({ slug })}
      />
      <Text
        label={t('description')}
        rows={3}
        value={fields.description}
        error={errors.description}
        maxLength={LENGTHS.description}
        onText={(description) => set({ description })}
      />
    </>
  ),
  further: (series, mayManage) => (
    <>
      <PicturePanel
        thing={{ ...series, name: series.title }}
        picture={SERIES_PICTURE}
        mayManage={mayManage}
        page={{ to: '/series/$id', params: { id: series.id } }}
      />
      <EpisodesPanel id={series.id} />
    </>
  ),
}
