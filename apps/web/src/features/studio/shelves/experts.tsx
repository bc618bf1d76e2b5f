import {
  createExpert,
  deleteExpert,
  getStudioExpert,
  listStudioExperts,
  MAX_LENGTHS,
  type StudioExpert,
  updateExpert,
} from '@better-and-bliss/sdk'
import { answerOf } from '../../../api/answer.ts'
import { Switch } from '../../../ui/switch.tsx'
import { DescriptionPreview } from '../content/description-preview.tsx'
import { Slug, Text } from './fields.tsx'
import { t } from './messages.ts'
import { PicturePanel } from './picture-panel.tsx'
import { type Shelf, slugOfFirstName } from './shelf.ts'
import { EXPERT_PICTURE } from './shelf-picture.ts'
import { toShelfQuery } from './shelf-search.ts'

type Fields = Pick<StudioExpert, 'name' | 'title' | 'bio' | 'featured'> & { slug: string }
const LENGTHS = MAX_LENGTHS.updateExpert

export const EXPERTS: Shelf<StudioExpert, Fields> = {
  path: 'experts',
  words: {
    title: t('experts'),
    lead: t('expertsLead'),
    nothing: t('expertsNone'),
  },
  nameOf: ({ name }) => name,
  about: ({ title, featured }) => [title, featured ? '' : t('notInList')].filter(Boolean).join(', '),
  list: async (search, signal) => {
    const { experts, ...page } = await answerOf(listStudioExperts({ query: toShelfQuery(search), signal }))
    return { things: experts, ...page }
  },
  get: (id, signal) => answerOf(getStudioExpert({ path: { id }, signal })),
  make: () => answerOf(createExpert({ body: { name: t('newExpert'), featured: false } })),
  change: ({ id, version, name }, { slug, ...changes }) => {
    const chosen = slug !== undefined && { slug: slug || null }
    const first = slugOfFirstName({ before: name, provisional: t('newExpert') }, { name: changes.name, slug })
    return answerOf(updateExpert({ path: { id }, body: { version, ...changes, ...first, ...chosen } }))
  },
  remove: (id, target) => answerOf(deleteExpert({ path: { id }, query: target ? { move_to: target } : {} })),
  fieldsOf: ({ name, slug, title, bio, featured }) => ({ name, slug: slug ?? '', title, bio, featured }),
  fieldNames: {
    name: t('name'),
    slug: t('address'),
    title: t('whatTheyAre'),
    bio: t('aboutThem'),
    featured: t('inTheList'),
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
        label={t('whatTheyAre')}
        description={t('teacherHint')}
        value={fields.title}
        error={errors.title}
        maxLength={LENGTHS.title}
        onText={(title) => set({ title })}
      />
      <Slug
        kind="experts"
        value={fields.slug}
        error={errors.slug}
        maxLength={LENGTHS.slug}
        onText={(slug) => set({ slug })}
      />
      <Text
        label={t('aboutThem')}
        description={t('markdownShort')}
        rows={8}
        value={fields.bio}
        error={errors.bio}
        maxLength={LENGTHS.bio}
        onText={(bio) => set({ bio })}
      />
      <DescriptionPreview description={fields.bio} />
      <Switch
        label={t('inListOfExperts')}
        words={t('inListHint')}
        isOn={fields.featured}
        onSwitch={(featured) => set({ featured })}
      />
    </>
  ),
  further: (expert, mayManage) => (
    <PicturePanel
      thing={expert}
      picture={EXPERT_PICTURE}
      mayManage={mayManage}
      page={{ to: '/experts/$id', params: { id: expert.id } }}
    />
  ),
}
