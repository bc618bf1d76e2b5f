import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable'
import type { ReactNode } from 'react'
import { t } from '../language/common.ts'
import { DragIcon } from './icons.tsx'
import { movedTo } from './moved-to.ts'
import styles from './sortable-list.module.css'

interface SortableListProps<Row extends { id: string }> {
  /** What the list is of, for those who do not see it. */
  label: string
  rows: readonly Row[]
  nameOf: (row: Row) => string
  /** One was put before another one, or at the end (null). Absent: nobody may. */
  onPlace: ((id: string, before: string | null) => void) | null
  children: (row: Row) => ReactNode
}

/** A list whose rows are put into order by dragging their handles, or by the keyboard: Space, arrows, Space. */
export function SortableList<Row extends { id: string }>(props: SortableListProps<Row>) {
  const { label, rows, nameOf, onPlace, children } = props
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const ids = rows.map(({ id }) => id)
  const end = ({ active, over }: DragEndEvent) => {
    if (!over || over.id === active.id) return
    onPlace?.(String(active.id), movedTo(ids, String(active.id), String(over.id)))
  }
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={end}
      accessibility={{
        announcements: announcementsOf(rows, nameOf),
        screenReaderInstructions: {
          draggable: t('sortHelp'),
        },
      }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        <ol className={styles.list} aria-label={label}>
          {rows.map((row) => (
            <SortableRow key={row.id} id={row.id} name={nameOf(row)} isFixed={onPlace === null}>
              {children(row)}
            </SortableRow>
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  )
}

interface SortableRowProps {
  id: string
  name: string
  isFixed: boolean
  children: ReactNode
}

function SortableRow({ id, name, isFixed, children }: SortableRowProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id,
    disabled: isFixed,
  })
  return (
    <li
      ref={setNodeRef}
      className={styles.row}
      data-dragging={isDragging || undefined}
      style={{ transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined, transition }}
    >
      {!isFixed && (
        <button
          type="button"
          ref={setActivatorNodeRef}
          className={styles.handle}
          {...attributes}
          {...listeners}
          aria-label={t('move', { name })}
        >
          <DragIcon size={20} />
        </button>
      )}
      {children}
    </li>
  )
}

/** What a screen reader says while something is moved. */
function announcementsOf<Row extends { id: string }>(
  rows: readonly Row[],
  nameOf: (row: Row) => string,
): Announcements {
  const nameIn = (id: string | number) => {
    const row = rows.find((one) => one.id === id)
    return row ? nameOf(row) : t('it')
  }
  const placeOf = (id: string | number) =>
    t('placeOf', { place: rows.findIndex((one) => one.id === id) + 1, total: rows.length })
  return {
    onDragStart: ({ active }) => t('pickedUp', { name: nameIn(active.id), place: placeOf(active.id) }),
    onDragOver: ({ active, over }) => (over ? `${nameIn(active.id)}: ${placeOf(over.id)}.` : undefined),
    onDragEnd: ({ active, over }) => t('putDown', { name: nameIn(active.id), place: placeOf((over ?? active).id) }),
    onDragCancel: ({ active }) => t('staysWhere', { name: nameIn(active.id) }),
  }
}
