import type { StudioContent } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { ConflictDialog, valueWords } from '../shared/conflict-dialog.tsx'
import { FIELD_NAMES, type FieldName, type Fields, fieldsOf } from './fields.ts'
import { t } from './messages.ts'
import { choicesQuery } from './queries.ts'
import type { Editing } from './use-draft.ts'

interface ItemConflictProps {
  yours: Partial<Fields>
  theirs: StudioContent
  editing: Pick<Editing, 'settle' | 'putOff'>
}

/** Two people have changed one item. What it belongs to is told by its name. */
export function ItemConflict({ yours, theirs, editing }: ItemConflictProps) {
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
      theirs={fieldsOf(theirs)}
      names={FIELD_NAMES}
      wordsOf={wordsOf}
      onChoose={editing.settle}
      onClose={editing.putOff}
    />
  )
}

const SHELVES: readonly FieldName[] = ['category_id', 'expert_id', 'series_id']
