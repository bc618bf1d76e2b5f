import { type StudioContent, updateContent } from '@better-and-bliss/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { answerOf } from '../../../api/answer.ts'
import { type Editing as EditingOf, useDraft as useDraftOf } from '../shared/use-draft.ts'
import { changesOf, type Fields, fieldsOf } from './fields.ts'
import { contentQuery, LISTS } from './queries.ts'

/** What somebody is about to change of an item. */
export type Editing = EditingOf<StudioContent, Fields>

export function useDraft(item: StudioContent): Editing {
  const queries = useQueryClient()
  return useDraftOf<StudioContent, Fields>({
    thing: item,
    path: `content/${item.id}`,
    fieldsOf,
    changesOf,
    save: ({ id, version }, changes) => answerOf(updateContent({ path: { id }, body: { version, ...changes } })),
    latest: () => queries.fetchQuery({ ...contentQuery(item.id), staleTime: 0 }),
    onSaved: (saved) => {
      queries.setQueryData(contentQuery(saved.id).queryKey, saved)
      void queries.invalidateQueries({ queryKey: LISTS })
    },
  })
}
