import {
  createCategory,
  deleteCategory,
  getStudioCategory,
  listStudioCategories,
  MAX_LENGTHS,
  placeCategory,
  type StudioCategory,
  updateCategory,
} from '@better-and-bliss/sdk'
import { answerOf } from '../../../api/answer.ts'
import { Slug, Text } from './fields.tsx'
import { t } from './messages.ts'
import { PicturePanel } from './picture-panel.tsx'
import { type Shelf, slugOfFirstName } from './shelf.ts'
import { CATEGORY_PICTURE } from './shelf-picture.ts'
import { toShelfQuery } from './shelf-search.ts'

type Fields = Pick<StudioCategory, 'name' | 'slug' | 'description'>
const LENGTHS = MAX_LENGTHS.updateCategory

export const CATEGORIES: Shelf<StudioCategory, Fields> = {
  path: 'categories',
  words: {
    title: t('categories'),
    lead: t('categoriesLead'),
    nothing: t('categoriesNone'),
  },
  nameOf: ({ name }) => name,
  about: ({ description }) => description || t('withoutDescription'),
  list: async (search, signal) => {
    const { categories, ...page } = await answerOf(listStudioCategories({ query: toShelfQuery(search), signal }))
    return { things: categories, ...page }
  },
  get: (id, signal) => answerOf(getStudioCategory({ path: { id }, signal })),
  make: () => answerOf(createCategory({ body: { name: t('newCategory') } })),
  change: ({ id, version, name }, changes) => {
    const first = slugOfFirstName(
      { before: name, provisional: t('newCategory') },
      { name: changes.name, slug: changes.slug },
    )
    return answerOf(updateCategory({ path: { id }, body: { version, ...changes, ...first } }))
  },
  remove: (id, target) => answerOf(deleteCategory({ path: { id }, query: target ? { move_to: target } : {} })),
  place: (id, before) => answerOf(placeCategory({ path: { id }, body: { before } })),
  fieldsOf: ({ name, slug, description }) => ({ name, slug, description }),
  fieldNames: { name: t('name'), slug: t('address'), description: t('description') },
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
      <Slug
        kind="categories"
        value={fields.slug}
        error={errors.slug}
        maxLength={LENGTHS.slug}
        onText={(slug) => set({ slug })}
      />
      <Text
        label={t('description')}
        description={t('categoryHint')}
        rows={3}
        value={fields.description}
        error={errors.description}
        maxLength={LENGTHS.description}
        onText={(description) => set({ description })}
      />
    </>
  ),
  further: (category, mayManage) => (
    <PicturePanel
      thing={category}
      picture={CATEGORY_PICTURE}
      mayManage={mayManage}
      page={{ to: '/categories/$slug', params: { slug: category.slug } }}
    />
  ),
}
