import type { StudioContent } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { momentWords } from '../../../ui/words.ts'
import { ConflictDialog, valueWords } from '../shared/conflict-dialog.tsx'
import type { Conflict } from '../shared/use-draft.ts'
import { FIELD_NAMES, type FieldName, type Fields, fieldsOf } from './fields.ts'
import { t } from './messages.ts'
import { choicesQuery, versionsQuery } from './queries.ts'
import type { Editing } from './use-draft.ts'

interface ItemConflictProps extends Conflict<StudioContent, Fields> {
  editing: Pick<Editing, 'settle' | 'putOff'>
}

/** Two people have changed one item. What it belongs to is told by its name. */
export function ItemConflict({ yours, theirs, disputed, editing }: ItemConflictProps) {
  const author = useAuthor(theirs)
  const choices = useQuery(choicesQuery()).data
  const shelves = [...(choices?.categories ?? []), ...(choices?.experts ?? []), ...(choices?.series ?? [])]
  const wordsOf = (name: FieldName, value: unknown) => {
    if (value === null || !SHELVES.includes(name)) return valueWords(value)
    const known = [theirs.category, theirs.expert, theirs.series, ...shelves].find((shelf) => shelf?.id === value)
    return known?.name ?? t('goneOne')
  }
  return (
    <ConflictDialog<Fields>
      yours={yours}
      disputed={disputed}
      theirs={fieldsOf(theirs)}
      names={FIELD_NAMES}
      savedBy={t('savedByAt', { name: author ?? t('somebody'), when: momentWords(theirs.updated_at) })}
      wordsOf={wordsOf}
      onChoose={editing.settle}
      onClose={editing.putOff}
    />
  )
}

/** Who wrote the text that is stored now; null where something else was changed last. */
function useAuthor({ id, version }: StudioContent): string | null {
  const newest = useQuery(versionsQuery(id, version)).data?.versions[0]
  return (newest?.version === version && newest.author?.name) || null
}

const SHELVES: readonly FieldName[] = ['category_id', 'expert_id', 'series_id']
